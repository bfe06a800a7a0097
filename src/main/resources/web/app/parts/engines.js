import { html, nothing } from 'lit';
import { Element } from './element.js';
import { get } from '../api.js';
import { ago, short } from '../words.js';

const EVERY = 3000;
/** What a stage is called, and the kind of its tag. */
const STAGES = {
  waiting: ['waits for another to be built', ''], building: ['being built', 'warn'], runs: ['runs', 'good'],
  failed: ['not used', 'bad'],
};

/** What runs the networks, and how far each recipe has come on its way to a faster engine. */
class Engines extends Element {
  static properties = { engines: { state: true }, problem: { state: true } };

  entered() {
    this.every(EVERY, (signal) => this.refresh(async () => { this.engines = await get('/api/v1/engines', signal); }));
  }

  render() {
    if (!this.engines) {
      return this.trouble();
    }
    const { device, loads_on: loadsOn, obstacle, takeovers } = this.engines;
    return html`<section class="card" aria-label="Engines"><h2>Engines</h2>${this.trouble()}
      <p>A recipe begins to judge on <code>${loadsOn}</code>; asked for is <code>${device}</code>.</p>
      ${obstacle ? html`<div class="note warn">${obstacle}</div>` : nothing}
      ${takeovers.length === 0 ? html`<p class="soft">No engine is being built.</p>` : html`<div class="scroll"><table>
        <thead><tr><th>Recipe</th><th>Engine</th><th>State</th><th>Since</th><th>Why</th></tr></thead>
        <tbody>${takeovers.map((each) => this.takeover(each))}</tbody></table></div>`}</section>`;
  }

  takeover({ recipe, runtime, stage, since, reason }) {
    const [words, kind] = STAGES[stage] ?? [stage, ''];
    return html`<tr><td>${recipe.replace(/sha256:[0-9a-f]{64}/, short)}</td><td><code>${runtime}</code></td>
      <td><span class="tag ${kind}">${words}</span>${stage === 'building' ? html` <progress aria-label="Engine of ${recipe}"></progress>` : nothing}</td>
      <td>${ago(since)}</td><td>${reason ?? ''}</td></tr>`;
  }
}

customElements.define('edge-engines', Engines);
