import { html, nothing } from 'lit';
import { Element, verdict } from './element.js';
import { listen, query } from '../api.js';
import { dateTime, many, score } from '../words.js';

const PARTS = 200;
const SHOWN = 24;

/**
 * The last parts of a product, judged again by a recipe that need not judge yet; those of which it says something else come
 * first. Says "parts" with the scores, as they come.
 *
 * Properties: recipe, its digest; product; threshold, which may be another than that of the recipe.
 */
class Rehearsal extends Element {
  static properties = {
    recipe: {}, product: {}, threshold: { type: Number }, parts: { state: true }, step: { state: true }, problem: { state: true },
  };

  willUpdate(changed) {
    if (changed.has('recipe')) {
      this.end();
      this.parts = undefined;
    }
  }

  left() {
    this.end();
  }

  end() {
    this.running?.abort();
    this.running = undefined;
    this.step = undefined;
  }

  async begin() {
    this.running = new AbortController();
    this.parts = [];
    this.step = { done: 0, all: PARTS };
    const { signal } = this.running;
    let ended = false;
    await this.attempt(async () => {
      await listen(`/api/v1/recipes/${this.recipe}/rehearsal?${query({ product: this.product, size: PARTS })}`, {
        signal,
        ends: () => ended,
        refused: (e) => { throw e; },
        // After a lost connection it begins anew.
        connected: (stands) => { this.parts = stands ? [] : this.parts; },
        event: (step) => {
          ended = step.done === step.all;
          this.take(step);
        },
      });
    });
    // Another one may have begun since.
    if (this.running?.signal === signal) {
      this.step = undefined;
    }
  }

  take(step) {
    this.step = step;
    if (step.part?.score !== undefined && step.part?.score !== null) {
      this.parts = [...this.parts, step.part];
      this.dispatchEvent(new CustomEvent('parts', { detail: this.parts.map((part) => part.score) }));
    }
  }

  /** What is said of a part at the threshold that is tried. */
  said(part) {
    return part.score >= this.threshold ? 'DEFECT' : 'OK';
  }

  render() {
    return html`${this.trouble()}
      ${this.step ? html`<div class="line" role="status"><span class="number">${this.step.done} of ${this.step.all}</span><progress max=${this.step.all} .value=${this.step.done} aria-label="Parts judged again"></progress>
          <button @click=${() => this.end()}>Stop</button></div>`
        : html`<div class="line"><button @click=${() => this.begin()}>Try it on the last parts of ${this.product}</button><span class="soft small">Up to ${PARTS} parts of the history are judged again, when the line leaves time; no verdict changes.</span></div>`}
      ${this.parts && !this.step ? this.outcome() : nothing}`;
  }

  outcome() {
    if (this.parts.length === 0) {
      return html`<p class="soft">There is no part of ${this.product} in the history yet whose image is kept.</p>`;
    }
    const others = this.parts.filter((part) => this.said(part) !== part.inspection.verdict)
      .sort((a, b) => Math.abs(b.score - this.threshold) - Math.abs(a.score - this.threshold));
    const defects = (list, of) => list.filter((part) => of(part) === 'DEFECT').length;
    return html`<p>Of ${many(this.parts.length, 'part')}, <b>${defects(this.parts, (part) => this.said(part))}</b> would be DEFECT; ${defects(this.parts, (part) => part.inspection.verdict)} were, by what judged then.
        ${others.length === 0 ? 'It says the same of every part.' : `It says something else of ${many(others.length, 'part')}${others.length > SHOWN ? `, of which the ${SHOWN} clearest` : ''}:`}</p>
      ${others.length ? html`<div class="scroll"><table><thead><tr><th><span class="unseen">Image</span></th><th>Part</th><th>Was</th><th>Would be</th></tr></thead>
        <tbody>${others.slice(0, SHOWN).map((part) => html`<tr><td class="thumb"><edge-picture src="/api/v1/inspections/${part.inspection.id}/thumbnail"></edge-picture></td>
          <td><a href="#/history/${part.inspection.id}">${part.inspection.part ?? dateTime(part.inspection.received)}</a></td>
          <td>${verdict(part.inspection.verdict)} <span class="number">${score(part.inspection.score)}</span></td>
          <td>${verdict(this.said(part))} <span class="number">${score(part.score)}</span></td></tr>`)}</tbody></table></div>` : nothing}`;
  }
}

customElements.define('edge-rehearsal', Rehearsal);
