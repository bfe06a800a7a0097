import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element, isSecond, tell } from './element.js';
import { post } from '../api.js';
import { dateTime, score, short } from '../words.js';

const SIDES = ['left', 'top', 'right', 'bottom'];

/**
 * Makes a recipe that judges each zone of an image by a recipe of this box.
 *
 * Property: recipes, those that are kept.
 */
class Zones extends Element {
  static properties = { recipes: { attribute: false }, rows: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.rows = [{ number: 1 }, { number: 2 }];
  }

  /** Those that can judge a zone: none with zones itself. The list stays as it was: a newer one would move what was chosen. */
  willUpdate() {
    if (!this.choices?.length) {
      this.choices = this.recipes.filter((recipe) => recipe.profile !== 'zones');
    }
  }

  add() {
    this.rows = [...this.rows, { number: 1 + Math.max(0, ...this.rows.map((row) => row.number)) }];
  }

  /** The button is gone then; what is next is in focus, where a key that is held does nothing. */
  async leaveOut(row) {
    const place = this.rows.indexOf(row);
    this.rows = this.rows.filter((each) => each !== row);
    await this.updateComplete;
    this.querySelectorAll('fieldset')[Math.min(place, this.rows.length - 1)].focus();
  }

  toggle(row, cut) {
    this.rows = this.rows.map((each) => (each === row ? { ...each, cut } : each));
  }

  async compose(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const zones = this.rows.map((row) => ({
      name: form.get(`name-${row.number}`),
      recipe: form.get(`recipe-${row.number}`),
      ...(row.cut ? { box: Object.fromEntries(SIDES.map((side) => [side, Number(form.get(`${side}-${row.number}`)) / 100])) } : {}),
    }));
    const go = this.onward();
    await this.once(async () => {
      const made = await post('/api/v1/compositions', { name: form.get('product'), zones });
      tell('The recipe of zones is kept. It judges once it is activated.');
      go(`#/recipes/${made.digest}`);
    });
  }

  render() {
    return html`<div class="page"><div class="head"><h1>A recipe of zones</h1><a class="push" href="#/recipes">Back to the recipes</a></div>
      <form class="card" @submit=${this.compose}>
        <p>Each zone of an image is judged by a recipe of its own; the part is as bad as its worst zone. Where a recipe sees a part of the image, that part is its zone.</p>
        <label class="field">Name of the product <input name="product" required maxlength="100" placeholder="board"></label>
        ${repeat(this.rows, (row) => row.number, (row, index) => this.row(row, index))}
        ${this.trouble()}
        <div class="line"><button class="main" ?disabled=${this.acting || !this.choices.length}>Make the recipe</button>
          <button type="button" @click=${() => this.add()}>Another zone</button></div>
        ${this.choices.length ? nothing : html`<p class="soft">There is no recipe yet that could judge a zone: teach or import one first.</p>`}
      </form></div>`;
  }

  row(row, index) {
    const name = `zone ${index + 1}`;
    return html`<fieldset tabindex="-1"><legend>Zone ${index + 1}</legend>
      <label class="field">Name <input name="name-${row.number}" required maxlength="100" placeholder=${index === 0 ? 'left' : 'right'} aria-label="Name of ${name}"></label>
      <label class="field">Judged by <select name="recipe-${row.number}" required aria-label="Recipe of ${name}">
        ${this.choices.map((recipe) => html`<option value=${recipe.digest}>${recipe.name}, threshold ${score(recipe.threshold)}, made ${dateTime(recipe.created)} (${short(recipe.digest)})</option>`)}</select></label>
      <label><input type="checkbox" .checked=${Boolean(row.cut)} @change=${(e) => this.toggle(row, e.target.checked)}> it was learned from images of this zone alone</label>
      ${row.cut ? html`<div class="line">${SIDES.map((side) => html`<label class="field">${side}, % <input name="${side}-${row.number}" type="number" min="0" max="100" step="any" required
        value=${side === 'right' || side === 'bottom' ? 100 : 0} aria-label="${side} of ${name} in percent"></label>`)}</div>` : nothing}
      ${this.rows.length > 1 ? html`<div class="line"><button type="button" class="plain" @click=${(e) => isSecond(e) || this.leaveOut(row)} aria-label="Leave out ${name}">Leave out</button></div>` : nothing}
    </fieldset>`;
  }
}

customElements.define('edge-zones', Zones);
