import { html, nothing } from 'lit';
import { Element, tell, verdict } from './element.js';
import { post, query } from '../api.js';
import { many, sentence } from '../words.js';

/** Letters of a part's name. */
const LONGEST = 256;
const SHOWN = 12;
/** What was refused is named; of many the first. */
const NAMED = 8;

/**
 * Has photographs judged as if the line had sent them: without a line, a program or a manual.
 *
 * Properties: product; or products, those that can be judged, among which people choose, first likely. results, whether to list
 * what came out.
 */
class Judging extends Element {
  static properties = {
    product: {}, likely: {}, results: { type: Boolean }, products: { attribute: false },
    chosen: { state: true }, judged: { state: true }, waiting: { state: true }, refused: { state: true },
  };

  constructor() {
    super();
    this.products = [];
    this.judged = [];
    this.waiting = 0;
    this.refused = [];
  }

  /** What is likely may change with every part on the line: it must not move what somebody decided, nor what is under way. */
  willUpdate() {
    const stands = this.decided && this.products.includes(this.chosen);
    if (!stands && this.waiting === 0) {
      this.chosen = this.product ?? (this.products.includes(this.likely) ? this.likely : this.products[0]);
    }
  }

  updated() {
    const select = this.querySelector('select');
    if (select) {
      select.value = this.chosen;
    }
  }

  /** Who opens the choice of photographs has seen what they will be judged as. */
  decide() {
    this.decided = true;
    this.chosen = this.querySelector('select')?.value ?? this.chosen;
  }

  async choose(event) {
    const product = this.chosen;
    const files = [...event.target.files];
    event.target.value = '';
    this.refused = this.waiting ? this.refused : [];
    this.waiting += files.length;
    for (const file of files) {
      await this.judge(file, product);
      this.waiting--;
    }
  }

  async judge(file, product) {
    try {
      const asked = query({ product, part: file.name.replace(/\.[^.]*$/, '').slice(0, LONGEST) });
      const part = await post(`/api/v1/inspections?${asked}`, new Blob([file], { type: 'application/octet-stream' }));
      this.judged = [part, ...this.judged].slice(0, SHOWN);
    } catch (e) {
      this.refused = [...this.refused, `${file.name}: ${e.message}`];
      if (!this.isConnected) {
        tell(`${file.name} was not judged. ${e.message}`, 'bad');
      }
    }
  }

  render() {
    if (!this.chosen) {
      return nothing;
    }
    return html`<div class="line">
        ${!this.product && this.products.length > 1 ? html`<label class="line">as <select aria-label="Product to judge as" @change=${this.decide}>${this.products.map((each) => html`<option>${each}</option>`)}</select></label>` : nothing}
        <label class="button ${this.results ? 'main' : ''}">Judge photographs<input class="unseen" type="file" multiple accept="image/*" aria-label="Photographs of parts to judge" @click=${this.decide} @change=${this.choose}></label>
        <span class="soft" role="status">${this.waiting ? `${this.waiting} left` : ''}</span></div>
      ${this.refusals()}
      ${this.results && this.judged.length ? html`<ul class="results">${this.judged.map((part) => html`<li class="line">${verdict(part.verdict)} <a href="#/history/${part.id}">${part.part}</a> <span class="soft">${sentence(part)}</span></li>`)}</ul>` : nothing}`;
  }

  refusals() {
    const { length } = this.refused;
    return length === 0 ? nothing : html`<div class="note bad" role="alert"><b>${many(length, 'photograph')} ${length === 1 ? 'was' : 'were'} not judged.</b>
      ${this.refused.slice(0, NAMED).map((each) => html`<div>${each}</div>`)}
      ${length > NAMED ? html`<div>… and ${length - NAMED} more.</div>` : nothing}</div>`;
  }
}

customElements.define('edge-judging', Judging);
