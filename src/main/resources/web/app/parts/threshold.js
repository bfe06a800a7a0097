import { html, nothing } from 'lit';
import { Element, tell } from './element.js';
import { get, post, query } from '../api.js';
import { percent, score, whole } from '../words.js';
import './rehearsal.js';

const WIDTH = 0.005;
/** The axis ends at a multiple of it. */
const STEP = 0.05;

/** What was tried and not kept, by digest, in this tab. */
const TRIED = 'destseg.tried.';

/**
 * The threshold of a recipe: how it was chosen, and what it, or another one, would have done to the parts in the journal.
 *
 * Properties: recipe; product, whose parts are meant, where it is not named as the recipe is.
 */
class Threshold extends Element {
  static properties = { recipe: { attribute: false }, product: {}, scores: { state: true }, again: { state: true }, tried: { state: true }, problem: { state: true } };

  willUpdate(changed) {
    if (changed.has('recipe') && this.recipe.recipe.digest !== this.shown) {
      this.shown = this.recipe.recipe.digest;
      this.tried = Number(sessionStorage.getItem(`${TRIED}${this.shown}`) ?? this.recipe.recipe.threshold);
      this.scores = this.again = undefined;
      this.load();
    }
  }

  async load() {
    const recipe = this.shown;
    await this.attempt(async () => {
      const { scores } = await get(`/api/v1/inspections/summary?${query({ recipe, period: 86_400 })}`, this.leaving.signal);
      if (this.shown === recipe) {
        this.scores = scores;
      }
    });
  }

  tryOut(threshold) {
    this.tried = threshold;
    sessionStorage.setItem(`${TRIED}${this.shown}`, threshold);
  }

  async keep() {
    const { digest, threshold } = this.recipe.recipe;
    await this.once(async () => {
      const made = await post(`/api/v1/recipes/${digest}/threshold`, {
        threshold: this.tried, reason: `Chosen by hand on the histogram, from ${score(threshold)}`,
      });
      tell('A new recipe has this threshold. It judges once it is activated.');
      if (this.isConnected && this.shown === digest) {
        this.dispatchEvent(new CustomEvent('made', { detail: made }));
      }
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
        <input type="range" min="0" max=${this.top()} step="0.001" .value=${String(this.tried)} @input=${(e) => this.tryOut(Number(e.target.value))}></label>
      <div class="line"><span class="number">Tried: <b>${score(this.tried)}</b></span> ${this.effect()}</div>
      <edge-rehearsal .recipe=${this.recipe.recipe.digest} .product=${this.product ?? this.recipe.recipe.name} .threshold=${this.tried} @parts=${(e) => { this.again = e.detail; }}></edge-rehearsal>
      ${this.trouble()}
      ${changed ? html`<div class="line"><button class="main" aria-disabled=${this.acting} @click=${() => this.keep()}>Make a recipe with ${score(this.tried)}</button>
        <button class="plain" @click=${() => this.tryOut(this.recipe.recipe.threshold)}>Back to ${score(this.recipe.recipe.threshold)}</button></div>` : nothing}
    </div>`;
  }

  top() {
    const highest = Math.max(0, this.recipe.manifest.good_traits?.scores?.highest ?? 0, ...(this.scores ?? []).map((each) => each.score), ...(this.again ?? []));
    return Math.min(1, Math.ceil(Math.max(2 * this.recipe.recipe.threshold, highest + WIDTH) / STEP) * STEP);
  }

  effect() {
    if (!this.scores?.length) {
      return this.again ? nothing : html`<span class="soft">This recipe has judged no part in the journal yet; it can be tried on what is there.</span>`;
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

  /** Scores by verdict: of the parts that it was tried on, parted by its threshold, or else of those that it judged. */
  bars() {
    if (this.scores?.length && !this.again?.length) {
      const of = (said) => this.scores.filter((each) => each.verdict === said).map((each) => [each.score + WIDTH / 2, each.inspections]);
      return { ok: of('OK'), defect: of('DEFECT') };
    }
    const counts = new Map();
    (this.again ?? []).forEach((value) => {
      const middle = (Math.floor(value / WIDTH) + 0.5) * WIDTH;
      counts.set(middle, (counts.get(middle) ?? 0) + 1);
    });
    const all = [...counts].sort(([a], [b]) => a - b);
    const bound = this.recipe.recipe.threshold;
    return { ok: all.filter(([value]) => value < bound), defect: all.filter(([value]) => value >= bound) };
  }

  histogram() {
    const { ok, defect } = this.bars();
    const empty = ok.length + defect.length === 0;
    const good = this.recipe.manifest.good_traits?.scores;
    if (empty && !good) {
      return nothing;
    }
    const mark = (x, name, type) => ({ xAxis: x, lineStyle: { type, color: '--ink', width: 2 }, label: { formatter: name, color: '--ink' } });
    return html`<edge-chart label=${empty ? 'Where good parts scored that were held back, and the threshold' : 'Scores of parts, and the threshold'} .option=${{
      legend: { top: 0, right: 0, textStyle: { color: '--ink-soft' } },
      xAxis: { type: 'value', min: 0, max: this.top(), name: 'score', nameLocation: 'middle', nameGap: 22 },
      grid: { left: 8, right: 14, top: 30, bottom: 26, containLabel: true },
      yAxis: { type: 'value', name: 'parts', minInterval: 1, show: !empty, ...(empty ? { min: 0, max: 1 } : {}) },
      series: [
        { name: 'OK', type: 'bar', barGap: '-100%', data: ok, itemStyle: { color: '--ok' }, barWidth: 4,
          markLine: { symbol: 'none', silent: true, data: [mark(this.recipe.recipe.threshold, 'threshold', 'solid'),
            ...(this.tried === this.recipe.recipe.threshold ? [] : [mark(this.tried, 'tried', 'dashed')])] },
          ...(good ? { markArea: { silent: true, itemStyle: { color: '--accent', opacity: 0.16 },
            data: [[{ xAxis: good.lowest }, { xAxis: Math.max(good.highest, good.lowest + WIDTH) }]] } } : {}) },
        { name: 'DEFECT', type: 'bar', data: defect, itemStyle: { color: '--defect' }, barWidth: 4 },
      ],
    }}></edge-chart>${good ? html`<p class="soft small">Shaded: where good parts scored that were held back from learning, from ${score(good.lowest)} to ${score(good.highest)}.</p>` : nothing}`;
  }
}

customElements.define('edge-threshold', Threshold);
