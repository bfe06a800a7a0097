import { html, nothing } from 'lit';
import { Element, tell, verdict } from '../parts/element.js';
import { get, post } from '../api.js';
import { OPINION, dateTime, many, percent, regionWords, remedy, score, sentence, short, total } from '../words.js';

const STAGES = ['waiting', 'decoding', 'checking', 'preprocessing', 'turn', 'network', 'postprocessing'];
/** What the list of parts was asked for last, in this tab. */
export const LAST = 'destseg.history';

const back = () => html`<a class="push" href="#/history?${sessionStorage.getItem(LAST) ?? ''}">Back to the history</a>`;

/** All about one part. Property: id, for good. */
class Inspection extends Element {
  static properties = {
    id: {}, inspection: { state: true }, recipe: { state: true }, said: { state: true }, drawing: { state: true }, boxes: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    this.boxes = [];
    this.said = [];
  }

  entered() {
    const { signal } = this.leaving;
    window.addEventListener('keydown', (event) => this.key(event), { signal });
    this.attempt(async () => {
      this.inspection = await get(`/api/v1/inspections/${this.id}`, signal);
      this.said = await get(`/api/v1/inspections/${this.id}/feedback`, signal);
      const digest = this.inspection.recipe?.digest;
      this.recipe = digest && (await get(`/api/v1/recipes/${digest}`, signal).catch(() => ({ gone: true })));
    });
  }

  key(event) {
    if (!this.inspection || event.repeat || event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'g') {
      this.say('GOOD');
    } else if (event.key === 'd') {
      this.say('DEFECTIVE');
    }
  }

  /** Whoever corrects themselves is heard, behind what they said first. */
  async say(opinion) {
    if (this.saying?.opinion === opinion) {
      return;
    }
    const regions = opinion === 'DEFECTIVE' ? this.boxes : [];
    const before = this.saying?.done;
    const saying = { opinion };
    this.saying = saying;
    saying.done = this.attempt(async () => {
      await before;
      this.inspection = await post(`/api/v1/inspections/${this.id}/feedback`, { opinion, regions });
      tell(`Written down: the part is ${OPINION[opinion]}.`);
      this.drawing = false;
      this.boxes = [];
    });
    await saying.done;
    if (this.saying === saying) {
      this.saying = undefined;
    }
    await this.refresh(async () => { this.said = await get(`/api/v1/inspections/${this.id}/feedback`, this.leaving.signal); });
  }

  render() {
    const part = this.inspection;
    if (!part) {
      return html`<div class="page">${this.trouble()}${back()}</div>`;
    }
    return html`<div class="page">
      <div class="head"><h1>${part.part ? `Part ${part.part}` : 'Part'}</h1>${verdict(part.verdict)}
        ${part.opinion ? html`<span class="tag">${OPINION[part.opinion]}</span>` : nothing}
        ${back()}</div>
      ${this.trouble()}
      <div class="stage">
        <section class="card" aria-label="Image">
          <edge-viewer .inspection=${part} .drawing=${Boolean(this.drawing)} .boxes=${this.boxes} .marks=${this.said[0]?.regions ?? []}
            @boxes=${(e) => { this.boxes = e.detail; }}></edge-viewer></section>
        <div class="page">${this.judgement(part)}${this.feedback(part)}${this.zones(part)}${this.regions(part)}${this.timings(part)}${this.origin(part)}</div>
      </div></div>`;
  }

  judgement(part) {
    return html`<section class="card" aria-label="Judgement"><h2>${sentence(part)}</h2>
      ${part.verdict === 'CANNOT_JUDGE' ? html`<div class="note warn">${remedy(part.reason)}</div>` : nothing}
      <dl class="facts"><dt>Score</dt><dd class="number">${score(part.score)}</dd>
        <dt>Threshold</dt><dd class="number">${score(part.threshold)}</dd>
        <dt>Time</dt><dd>${dateTime(part.received)}</dd>
        ${part.captured ? html`<dt>Image taken</dt><dd>${dateTime(part.captured)}${this.age(part)}</dd>` : nothing}
        <dt>Product</dt><dd>${part.product}</dd>
        ${part.station ? html`<dt>Station</dt><dd>${part.station}</dd>` : nothing}</dl></section>`;
  }

  /** How old the image was when it came; clocks of senders may differ from the box's. */
  age({ captured, received }) {
    const milliseconds = new Date(received) - new Date(captured);
    return milliseconds < 0 || milliseconds >= 60_000 ? nothing : html`, <span class="number">${milliseconds} ms</span> before it was accepted`;
  }

  feedback(part) {
    return html`<section class="card" aria-label="Feedback"><h2>What is the part really?</h2>
      <div class="line">
        <button aria-pressed=${part.opinion === 'GOOD' ? 'true' : 'false'} @click=${() => this.say('GOOD')}>Really good <kbd>G</kbd></button>
        <button aria-pressed=${part.opinion === 'DEFECTIVE' ? 'true' : 'false'} @click=${() => this.say('DEFECTIVE')}>Really defective${this.boxes.length ? `, ${this.boxes.length} marked` : ''} <kbd>D</kbd></button>
        <button class="plain" aria-pressed=${this.drawing ? 'true' : 'false'} @click=${() => { this.drawing = !this.drawing; }}>${this.drawing ? 'End marking' : 'Mark the defect'}</button>
        ${this.boxes.length ? html`<button class="plain" @click=${() => { this.boxes = []; }}>Clear marks</button>` : nothing}
      </div>
      <p class="soft small">${this.drawing ? 'Draw boxes around what is wrong, then say that the part is really defective.' : 'It is written down with your name. What people said is learned from, and tells how often verdicts are wrong.'}</p>
      ${this.said.length ? html`<ul>${this.said.map((each) => html`<li class="small"><b>${OPINION[each.opinion]}</b>${each.regions.length ? `, ${many(each.regions.length, 'place')} marked` : ''}, says ${each.who}, ${dateTime(each.time)}</li>`)}</ul>` : nothing}</section>`;
  }

  regions(part) {
    if (part.regions.length === 0) {
      return nothing;
    }
    const zoned = part.zones?.length > 0;
    return html`<section class="card" aria-label="Regions"><h2>Regions</h2><div class="scroll"><table>
      <thead><tr><th>No.</th>${zoned ? html`<th>Zone</th>` : nothing}<th class="right">Peak</th><th class="right">Area</th><th class="right">Place</th><th class="right">Size</th></tr></thead>
      <tbody>${part.regions.map((each, i) => html`<tr><td>${i + 1}</td>${zoned ? html`<td>${each.zone}</td>` : nothing}<td class="right number">${score(each.peak)}</td>
        <td class="right number">${each.area} px</td><td class="right number">${each.x}, ${each.y}</td>
        <td class="right number">${each.width} × ${each.height}</td></tr>`)}</tbody></table></div></section>`;
  }

  zones(part) {
    if (!part.zones?.length) {
      return nothing;
    }
    return html`<section class="card" aria-label="Zones"><h2>Zones</h2><div class="scroll"><table>
      <thead><tr><th>Zone</th><th>Verdict</th><th class="right">Score</th><th class="right">Its threshold</th></tr></thead>
      <tbody>${part.zones.map((each) => html`<tr><td>${each.zone}</td><td>${each.verdict}${each.reason ? html`<br><span class="small soft">${each.reason}</span>` : nothing}</td>
        <td class="right number">${each.score === null ? nothing : score(each.score)}</td><td class="right number">${score(each.threshold)}</td></tr>`)}</tbody></table></div></section>`;
  }

  timings(part) {
    const stages = STAGES.filter((stage) => stage in part.timings_ms);
    return html`<section class="card" aria-label="Timings"><h2>${total(part.timings_ms).toFixed(1)} ms in all</h2>
      <dl class="facts">${stages.map((stage) => html`<dt>${stage}</dt><dd class="number">${part.timings_ms[stage].toFixed(1)} ms</dd>`)}</dl></section>`;
  }

  origin(part) {
    if (!part.recipe) {
      return html`<section class="card" aria-label="Recipe"><h2>Judged by no recipe</h2><p class="soft">None was active for this part.</p></section>`;
    }
    const manifest = this.recipe?.manifest;
    return html`<section class="card" aria-label="Recipe"><h2>Judged by ${part.recipe.name}, version ${part.recipe.version}</h2>
      ${this.recipe?.gone ? html`<p class="soft">This recipe is not kept on the box any more.</p>` : nothing}
      ${manifest ? html`<dl class="facts">
        <dt>Recipe</dt><dd><a href="#/recipes/${part.recipe.digest}"><code>${short(part.recipe.digest)}</code></a></dd>
        <dt>Profile</dt><dd>${manifest.profile}</dd>
        <dt>Learned from</dt><dd>${manifest.provenance.data.map((each) => html`${each.images} images of ${each.name} `)}</dd>
        ${manifest.region_of_interest ? html`<dt>Judged</dt><dd>${regionWords(manifest.region_of_interest)}</dd>` : nothing}
        <dt>Made</dt><dd>${dateTime(manifest.provenance.created)}</dd>
        <dt>Threshold</dt><dd>${manifest.threshold.reason}</dd>
        ${manifest.threshold.false_reject_bound !== undefined ? html`<dt>Bound</dt><dd>at most ${percent(manifest.threshold.false_reject_bound)} of good parts rejected, with ${percent(manifest.threshold.confidence)} confidence</dd>` : nothing}
      </dl>` : nothing}</section>`;
  }
}

customElements.define('edge-inspection', Inspection);

/** Two parts side by side. Property: ids, for good. */
class Pair extends Element {
  static properties = { ids: { attribute: false }, parts: { state: true }, problem: { state: true } };

  entered() {
    this.attempt(async () => {
      this.parts = await Promise.all(this.ids.slice(0, 2).map((id) => get(`/api/v1/inspections/${id}`, this.leaving.signal)));
    });
  }

  render() {
    return html`<div class="page"><div class="head"><h1>Two parts</h1>${back()}</div>
      ${this.trouble()}
      <div class="columns">${(this.parts ?? []).map((part) => html`<section class="card" aria-label="Part ${part.part ?? short(part.id)}">
        <div class="line"><h2><a href="#/history/${part.id}">${part.part ? `Part ${part.part}` : dateTime(part.received)}</a></h2>${verdict(part.verdict)}</div>
        <edge-viewer .inspection=${part}></edge-viewer>
        <p>${sentence(part)}</p>
        <dl class="facts"><dt>Time</dt><dd>${dateTime(part.received)}</dd><dt>Recipe</dt><dd>${part.recipe ? html`<code>${short(part.recipe.digest)}</code>` : 'none'}</dd>
          <dt>Regions</dt><dd>${part.regions.map((each) => score(each.peak)).join(', ') || 'none'}</dd></dl></section>`)}</div></div>`;
  }
}

customElements.define('edge-pair', Pair);
