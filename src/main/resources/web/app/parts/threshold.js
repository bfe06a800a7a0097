import { html, nothing } from 'lit';
import { Element, tell } from './element.js';
import { get, post, query } from '../api.js';
import { percent, score, whole } from '../words.js';

const WIDTH = 0.005;

/** The threshold of a recipe: how it was chosen, and what another one would have done to the parts in the journal. */
class Threshold extends Element {
  static properties = { recipe: { attribute: false }, scores: { state: true }, tried: { state: true }, problem: { state: true } };

  willUpdate(changed) {
    if (changed.has('recipe') && this.recipe.recipe.digest !== this.shown) {
      this.shown = this.recipe.recipe.digest;
      this.tried = this.recipe.recipe.threshold;
      this.load();
    }
  }

  async load() {
    await this.attempt(async () => {
      const asked = query({ recipe: this.recipe.recipe.digest, period: 86_400 });
      this.scores = (await get(`/api/v1/inspections/summary?${asked}`, this.leaving?.signal)).scores;
    });
  }

  async keep() {
    await this.attempt(async () => {
      const made = await post(`/api/v1/recipes/${this.recipe.recipe.digest}/threshold`, {
        threshold: this.tried, reason: `Chosen by hand on the histogram, from ${score(this.recipe.recipe.threshold)}`,
      });
      tell('A new recipe has this threshold. It judges once it is activated.');
      this.dispatchEvent(new CustomEvent('made', { detail: made }));
    });
  }

  render() {
    const { threshold } = this.recipe.manifest;
    const changed = this.tried !== this.recipe.recipe.threshold;
    return html`<div class="card"><h2>Threshold ${score(this.recipe.recipe.threshold)}</h2>
      <p>${threshold.reason}</p>
      ${threshold.false_reject_bound === undefined ? nothing : html`<p class="note">At most <b>${percent(threshold.false_reject_bound)}</b> of good parts are rejected, with ${percent(threshold.confidence)} confidence, as long as they are like the ${threshold.images} it was chosen from. More good images make this bound smaller.</p>`}
      ${this.histogram()}
      <label class="field">Try another threshold
        <input type="range" min="0" max=${this.top()} step="0.001" .value=${String(this.tried)} @input=${(e) => { this.tried = Number(e.target.value); }}></label>
      <div class="line"><span class="number">Tried: <b>${score(this.tried)}</b></span> ${this.effect()}</div>
      ${this.trouble()}
      ${changed ? html`<div class="line"><button class="main" @click=${() => this.keep()}>Make a recipe with ${score(this.tried)}</button>
        <button class="plain" @click=${() => { this.tried = this.recipe.recipe.threshold; }}>Back to ${score(this.recipe.recipe.threshold)}</button></div>` : nothing}
    </div>`;
  }

  top() {
    const highest = Math.max(0, ...(this.scores ?? []).map((each) => each.score));
    return Math.min(1, Math.max(2 * this.recipe.recipe.threshold, highest + WIDTH));
  }

  effect() {
    if (!this.scores?.length) {
      return html`<span class="soft">This recipe has judged no part in the journal yet.</span>`;
    }
    const count = (bound) => this.scores.filter((each) => each.score + WIDTH / 2 >= bound).reduce((sum, each) => sum + each.inspections, 0);
    const all = count(0);
    const before = this.scores.filter((each) => each.verdict === 'DEFECT').reduce((sum, each) => sum + each.inspections, 0);
    const now = `${whole(before)} of ${whole(all)} parts in the journal are DEFECT (${percent(before / all)})`;
    if (this.tried === this.recipe.recipe.threshold) {
      return html`<span>${now}.</span>`;
    }
    const after = count(this.tried);
    return html`<span>${now}; it would have been about ${whole(after)} (${percent(after / all)}).</span>`;
  }

  histogram() {
    if (!this.scores?.length) {
      return nothing;
    }
    const of = (said) => this.scores.filter((each) => each.verdict === said).map((each) => [each.score + WIDTH / 2, each.inspections]);
    const mark = (x, name, type) => ({ xAxis: x, lineStyle: { type, color: '--ink', width: 2 }, label: { formatter: name, color: '--ink' } });
    return html`<edge-chart label="Scores of the parts that this recipe judged" .option=${{
      xAxis: { type: 'value', min: 0, max: this.top() },
      yAxis: { type: 'value', name: 'parts', minInterval: 1 },
      series: [
        { name: 'OK', type: 'bar', barGap: '-100%', data: of('OK'), itemStyle: { color: '--ok' }, barWidth: 4,
          markLine: { symbol: 'none', silent: true, data: [mark(this.recipe.recipe.threshold, 'threshold', 'solid'),
            ...(this.tried === this.recipe.recipe.threshold ? [] : [mark(this.tried, 'tried', 'dashed')])] } },
        { name: 'DEFECT', type: 'bar', data: of('DEFECT'), itemStyle: { color: '--defect' }, barWidth: 4 },
      ],
    }}></edge-chart>`;
  }
}

customElements.define('edge-threshold', Threshold);
