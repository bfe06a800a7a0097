import { html, nothing } from 'lit';
import { Element, tell } from '../parts/element.js';
import { get, post } from '../api.js';
import { ago, dateTime, percent, short, whole } from '../words.js';
import '../parts/engines.js';

const EVERY = 10_000;

/** What the central registry offers this box, and how the other boxes are. */
class Registry extends Element {
  static properties = { registry: { state: true }, fleet: { state: true }, busy: { state: true }, problem: { state: true } };

  entered() {
    this.every(EVERY, (signal) => this.refresh(async () => {
      this.registry = await this.ask('/api/v1/registry', signal);
      this.fleet = await this.ask('/api/v1/fleet', signal);
    }));
  }

  /** @returns null where there is none */
  async ask(path, signal) {
    try {
      return await get(path, signal);
    } catch (e) {
      if (e.status === 404) {
        return null;
      }
      throw e;
    }
  }

  async synchronise() {
    this.busy = true;
    await this.attempt(async () => {
      const { problems, registry } = await post('/api/v1/registry/sync');
      this.registry = registry;
      tell(problems.length ? problems.join(' ') : 'The registry has answered for every channel.', problems.length ? 'warn' : 'good');
    });
    this.busy = false;
  }

  render() {
    return html`<div class="page"><div class="head"><h1>Registry and fleet</h1>
        ${this.registry?.channels.length ? html`<button class="push" ?disabled=${this.busy} @click=${() => this.synchronise()}>Ask the registry now</button>` : nothing}</div>
      ${this.trouble()}${this.channels()}${this.stations()}<edge-engines></edge-engines></div>`;
  }

  channels() {
    const registry = this.registry;
    if (registry === undefined) {
      return nothing;
    }
    if (!registry || registry.obstacle || registry.channels.length === 0) {
      return html`<section class="card empty" aria-label="Registry"><p>${registry?.obstacle ?? 'No registry is configured, so no recipes come from outside.'}</p>
        <p>Recipes are taught on this box, or imported as files.</p><a class="button" href="#/recipes">Recipes</a></section>`;
    }
    return html`<section class="card" aria-label="Channels"><h2>Channels that this box follows</h2>
      <p class="soft">${registry.last_synchronisation ? `The registry last answered for all of them ${ago(registry.last_synchronisation)}.` : 'The registry has not answered for all of them yet.'}</p>
      ${registry.channels.map((each) => this.channel(each))}</section>`;
  }

  channel(each) {
    return html`<section class="note ${each.problem ? 'warn' : each.is_new ? '' : 'good'}" aria-label="Channel of ${each.product}">
      <div class="line"><h3>${each.product}</h3><code>${each.reference}</code>${each.is_new ? html`<span class="tag warn">new</span>` : nothing}</div>
      <p>${each.words}</p>${each.problem ? html`<p><b>${each.problem}</b></p>` : nothing}
      <dl class="facts"><dt>Recipe</dt><dd>${each.recipe ? html`<code>${short(each.recipe)}</code>, version ${each.version}` : 'not known yet'}</dd>
        <dt>Judging now</dt><dd>${each.judging ? html`<a href="#/recipes/${each.judging}"><code>${short(each.judging)}</code></a>` : 'none'}</dd>
        <dt>Verified</dt><dd>${each.verification}</dd>
        <dt>Roll-out</dt><dd>${each.percentage === null ? 'not known yet' : `${each.percentage} % of the boxes, state ${each.sequence} of the channel`}</dd>
        <dt>Asked</dt><dd>${each.asked ? dateTime(each.asked) : 'not yet'}</dd></dl></section>`;
  }

  /** @param health null of an appliance that does not tell */
  health(health) {
    if (!health) {
      return '–';
    }
    return html`<span class="tag ${health.ready ? 'good' : 'bad'}">${health.ready ? 'can judge' : 'cannot judge'}</span>
      ${health.warnings.map((warning) => html`<span class="tag warn">${warning}</span>`)}`;
  }

  stations() {
    const fleet = this.fleet;
    if (fleet === undefined) {
      return nothing;
    }
    if (!fleet?.configured) {
      return html`<section class="card empty" aria-label="Fleet"><p>This box does not know where the others report to.</p></section>`;
    }
    return html`<section class="card" aria-label="Fleet"><h2>Other boxes, as they last reported</h2>
      ${fleet.stations.length === 0 ? html`<p class="soft">None has reported yet.</p>` : html`<div class="scroll"><table>
        <thead><tr><th>Station</th><th>Last seen</th><th>Version</th><th>Report</th><th>Health</th><th>Products</th></tr></thead>
        <tbody>${fleet.stations.map((each) => html`<tr><td>${each.station}</td><td>${each.last_seen ? ago(each.last_seen) : 'never'}</td><td>${each.version ?? '–'}</td>
          <td><span class="tag ${each.verified ? 'good' : 'bad'}">${each.verification}</span></td><td>${this.health(each.health)}</td>
          <td>${each.products.map((product) => html`<div>${product.product} <code>${short(product.recipe)}</code> ${product.state}; ${whole(product.parts)} parts, ${percent(product.rejected / product.parts)} rejected
            ${product.drifts.length ? html`<span class="tag warn">${product.drifts.join(', ')} drift</span>` : nothing}</div>`)}</td></tr>`)}</tbody></table></div>`}</section>`;
  }
}

customElements.define('edge-registry', Registry);
