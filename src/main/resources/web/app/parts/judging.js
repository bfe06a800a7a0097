import { html, nothing } from 'lit';
import { Element, verdict } from './element.js';
import { get, post, query } from '../api.js';
import { sentence } from '../words.js';

/** Letters of a part's name. */
const LONGEST = 256;
const SHOWN = 12;

/**
 * Has photographs judged as if the line had sent them: without a line, a program or a manual.
 *
 * Properties: product; where none is given, people choose among those that can be judged, first likely. results, whether to list
 * what came out.
 */
class Judging extends Element {
  static properties = {
    product: {}, likely: {}, results: { type: Boolean }, products: { state: true }, judged: { state: true }, waiting: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    this.judged = [];
    this.waiting = 0;
  }

  entered() {
    if (!this.product) {
      this.attempt(async () => { this.products = (await get('/api/v1/products', this.leaving.signal)).filter((each) => each.recipe).map((each) => each.name); });
    }
  }

  async choose(event) {
    const files = [...event.target.files];
    event.target.value = '';
    this.waiting += files.length;
    for (const file of files) {
      await this.judge(file);
      this.waiting--;
    }
  }

  async judge(file) {
    await this.attempt(async () => {
      const product = this.product ?? this.querySelector('select')?.value ?? this.products[0];
      const asked = query({ product, part: file.name.replace(/\.[^.]*$/, '').slice(0, LONGEST) });
      const part = await post(`/api/v1/inspections?${asked}`, new Blob([file], { type: 'application/octet-stream' }));
      this.judged = [part, ...this.judged].slice(0, SHOWN);
    });
  }

  render() {
    if (!this.product && !this.products?.length) {
      return this.trouble();
    }
    return html`<div class="line">
        ${this.products?.length > 1 ? html`<label class="line">as <select aria-label="Product to judge as">${this.products.map((each) => html`<option ?selected=${each === this.likely}>${each}</option>`)}</select></label>` : nothing}
        <label class="button ${this.results ? 'main' : ''}">Judge photographs<input class="unseen" type="file" multiple accept="image/*" aria-label="Photographs of parts to judge" @change=${this.choose}></label>
        ${this.waiting ? html`<span class="soft" role="status">${this.waiting} left</span>` : nothing}</div>
      ${this.trouble()}
      ${this.results && this.judged.length ? html`<ul class="results">${this.judged.map((part) => html`<li class="line">${verdict(part.verdict)} <a href="#/history/${part.id}">${part.part}</a> <span class="soft">${sentence(part)}</span></li>`)}</ul>` : nothing}`;
  }
}

customElements.define('edge-judging', Judging);
