import { html, nothing } from 'lit';
import { Element } from '../parts/element.js';
import { get } from '../api.js';

const EVERY = 10_000;
const word = (name) => name.replaceAll('_', ' ');

/** What the central registry offers, and how the other boxes are. */
class Registry extends Element {
  static properties = { registry: { state: true }, fleet: { state: true }, problem: { state: true } };

  entered() {
    this.every(EVERY, () => this.attempt(async () => {
      this.registry = await this.ask('/api/v1/registry');
      this.fleet = await this.ask('/api/v1/fleet');
    }));
  }

  /** @returns null where there is none */
  async ask(path) {
    try {
      return await get(path, this.leaving.signal);
    } catch (e) {
      if (e.status === 404) {
        return null;
      }
      throw e;
    }
  }

  render() {
    return html`<div class="page"><h1>Registry and fleet</h1>${this.trouble()}
      ${this.part('Registry', this.registry, html`<p>No registry is configured, so no recipes come from outside. Recipes are taught here, or imported as files.</p><a class="button" href="#/recipes">Recipes</a>`)}
      ${this.part('Fleet', this.fleet, html`<p>This box reports to nobody, and knows of no other.</p>`)}</div>`;
  }

  part(title, value, absent) {
    if (value === undefined) {
      return nothing;
    }
    return html`<section class="card" aria-label=${title}><h2>${title}</h2>${value === null ? html`<div class="empty">${absent}</div>` : this.show(value)}</section>`;
  }

  show(value) {
    if (Array.isArray(value)) {
      return value.length ? html`${value.map((each) => html`<div class="card">${this.show(each)}</div>`)}` : html`<span class="soft">none</span>`;
    }
    if (value && typeof value === 'object') {
      return html`<dl class="facts">${Object.entries(value).map(([name, each]) => html`<dt>${word(name)}</dt><dd>${this.show(each)}</dd>`)}</dl>`;
    }
    return html`${value ?? '–'}`;
  }
}

customElements.define('edge-registry', Registry);
