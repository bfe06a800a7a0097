import { html, nothing } from 'lit';
import { Element } from '../parts/element.js';
import { get } from '../api.js';
import { dateTime } from '../words.js';
import { STATUS, ended } from '../parts/training.js';
import '../parts/latency.js';

class Trainings extends Element {
  static properties = { rest: { attribute: false }, runs: { state: true }, problem: { state: true } };

  entered() {
    this.every(5000, (signal) => this.refresh(async () => { this.runs = await get('/api/v1/trainings', signal); }));
  }

  render() {
    const chosen = this.runs?.find((run) => run.id === this.rest?.[0]);
    const shown = chosen ? [chosen] : (this.runs ?? []).filter((run) => !ended(run));
    return html`<div class="page"><div class="head"><h1>Training</h1><a class="button main push" href="#/teach">Teach a product</a></div>
      ${this.trouble()}
      ${shown.map((run) => html`<edge-training .run=${run}></edge-training>`)}
      ${shown.some((run) => !ended(run)) ? html`<section class="card" aria-label="Inspection meanwhile"><h2>Inspection meanwhile</h2>
        <p class="soft">Training takes only what inspection leaves; here is how long parts take now.</p><edge-latency></edge-latency></section>` : nothing}
      ${this.runs?.length === 0 ? html`<div class="card empty"><p>Nothing has been trained on this box yet.</p><a class="button main" href="#/teach">Teach a product</a></div>` : nothing}
      ${this.runs?.length ? html`<section class="card" aria-label="All trainings"><h2>All trainings</h2><div class="scroll"><table>
        <thead><tr><th>Product</th><th>Profile</th><th>State</th><th>Asked for</th><th>Ended</th><th>Outcome</th></tr></thead>
        <tbody>${this.runs.map((run) => html`<tr class=${run === chosen ? 'chosen' : ''}><td><a href="#/trainings/${run.id}">${run.product}</a>${run.automatic ? html` <span class="tag">by itself</span>` : nothing}</td><td>${run.profile}</td>
          <td><span class="tag ${STATUS[run.status]?.[1] ?? ''}">${STATUS[run.status]?.[0] ?? run.status}</span></td><td>${dateTime(run.asked)}</td><td>${dateTime(run.ended)}</td>
          <td>${run.offered ? 'a better recipe is offered' : (run.comparison?.reason ?? run.reason ?? '')}</td></tr>`)}</tbody></table></div></section>` : nothing}
    </div>`;
  }
}

customElements.define('edge-trainings', Trainings);
