import { html, nothing } from 'lit';
import { Element, verdict } from '../parts/element.js';
import { get, listen, query } from '../api.js';
import { SHAPE } from '../icons.js';
import '../parts/judging.js';
import { VERDICTS, WORD, percent, remedy, score, sentence, timeOfDay, total, whole } from '../words.js';

/** Parts that are shown; those before are in the history. */
const SHOWN = 24;
/** Parts whose names are kept, so that none is said twice. */
const REMEMBERED = 8 * SHOWN;
const SHIFT_HOURS = 8;
const COUNT_EVERY = 10_000;
/** Pictures change at most this often, however fast the line is: nobody sees more. */
const BETWEEN_PICTURES = 250;
/** Words that are read aloud change at most this often, so that they can be heard to their end. */
const BETWEEN_WORDS = 4000;

const newest = (parts) => parts.sort((a, b) => new Date(b.received) - new Date(a.received)).slice(0, SHOWN);

class Live extends Element {
  static properties = {
    parts: { state: true }, chosen: { state: true }, paused: { state: true }, connected: { state: true },
    counts: { state: true }, known: { state: true }, said: { state: true }, dropped: { state: true }, product: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    this.parts = [];
    this.arrived = [];
    this.heard = [];
    this.counts = {};
    this.dropped = 0;
    this.product = '';
  }

  entered() {
    this.attempt(() => this.refill());
    listen('/api/v1/inspections/events', {
      signal: this.leaving.signal,
      event: (event) => this.take(event),
      connected: (stands) => this.setConnected(stands),
    });
    this.every(COUNT_EVERY, () => this.count());
  }

  setConnected(stands) {
    if (stands && !this.connected) {
      this.attempt(() => this.refill());
      this.count();
    }
    this.connected = stands;
  }

  /**
   * What was judged before is shown; what was judged while there was no connection arrives, and is said like all that does.
   * An event may tell of a part before or after the journal does.
   */
  async refill() {
    const { inspections } = await get(`/api/v1/inspections?size=${SHOWN}`, this.leaving.signal);
    if (this.filled) {
      const shown = new Set(this.parts.map((part) => part.id));
      this.arrive(inspections.filter((part) => !shown.has(part.id)));
    } else {
      this.filled = true;
      this.show(inspections);
    }
  }

  take({ inspections, dropped }) {
    this.dropped = dropped;
    if (inspections.length === 0) {
      return;
    }
    inspections.forEach(({ verdict: said }) => {
      this.counts[said] = (this.counts[said] ?? 0) + 1;
    });
    this.arrive(inspections.reverse());
  }

  arrive(parts) {
    const fresh = parts.filter((part) => !this.heard.includes(part.id));
    this.heard = [...fresh.map((part) => part.id), ...this.heard].slice(0, REMEMBERED);
    this.arrived = newest([...fresh, ...this.arrived]);
    if (this.arrived.length && !this.paused && !this.showing) {
      this.showing = setTimeout(() => this.showArrived(), BETWEEN_PICTURES);
    }
  }

  showArrived() {
    this.showing = undefined;
    this.show(this.arrived);
    this.say(this.arrived);
    this.arrived = [];
  }

  show(parts) {
    const coming = new Set(parts.map((part) => part.id));
    this.parts = newest([...parts, ...this.parts.filter((part) => !coming.has(part.id))]);
  }

  /** For those who hear the page: the newest part, or the newest that is not good among those since the last words. */
  say(fresh) {
    this.unsaid = [...fresh, ...(this.unsaid ?? [])].slice(0, SHOWN);
    if (this.unsaid.length && !this.saying) {
      const [part] = [...this.unsaid.filter((each) => each.verdict !== 'OK'), ...this.unsaid];
      this.said = `${WORD[part.verdict]}: ${part.product}${part.part ? `, part ${part.part}` : ''}. ${sentence(part)}`;
      this.unsaid = [];
      this.saying = setTimeout(() => {
        this.saying = undefined;
        this.say([]);
      }, BETWEEN_WORDS);
    }
  }

  left() {
    clearTimeout(this.showing);
    clearTimeout(this.saying);
    this.showing = this.saying = undefined;
  }

  async count() {
    if (this.parts.length === 0) {
      this.known = await get('/api/v1/products', this.leaving.signal).catch(() => this.known);
    }
    const from = new Date(Date.now() - SHIFT_HOURS * 3_600_000).toISOString();
    try {
      const { counts } = await get(`/api/v1/inspections/summary?${query({ from, period: 86_400 })}`, this.leaving.signal);
      const sums = {};
      counts.forEach(({ verdict: said, inspections }) => {
        sums[said] = (sums[said] ?? 0) + inspections;
      });
      this.counts = sums;
    } catch {
      // The connection says so already.
    }
  }

  togglePause() {
    this.paused = !this.paused;
    if (!this.paused) {
      this.chosen = undefined;
      this.showArrived();
    }
  }

  choose(event, part) {
    event.preventDefault();
    this.chosen = part;
    this.paused = true;
  }

  render() {
    const shown = this.parts.filter((part) => !this.product || part.product === this.product);
    const part = this.chosen ?? shown[0];
    return html`<div class="page">
      <div class="head">
        <h1>Live</h1>
        ${this.state()}
        <div class="push line">
          ${this.parts.length ? html`<edge-judging .likely=${shown[0]?.product}></edge-judging>` : nothing}
          ${this.products()}
          <button aria-pressed=${this.paused ? 'true' : 'false'} @click=${() => this.togglePause()}>${this.paused ? 'Go on' : 'Pause'}</button>
          <button @click=${() => (document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen())}>Full screen</button>
        </div>
      </div>
      ${this.trouble()}
      <div class="unseen" role="status" aria-label="Last verdict">${this.said ?? ''}</div>
      ${part ? this.stage(part) : this.connected === undefined ? nothing : this.nothingYet()}
      ${this.shift()}
      <section aria-label="Latest parts"><div class="strip">${shown.map((each) => this.tile(each, part))}</div></section>
    </div>`;
  }

  state() {
    if (this.connected === undefined) {
      return html`<span class="tag" role="status">Connecting</span>`;
    }
    if (!this.connected) {
      return html`<span class="tag bad" role="status">No connection; trying again</span>`;
    }
    if (this.paused) {
      return html`<span class="tag warn" role="status">Paused; the box goes on judging</span>`;
    }
    const lost = this.dropped > 0 ? html`<span class="tag warn">${whole(this.dropped)} parts not shown; History has them</span>` : nothing;
    return html`<span class="tag good" role="status">Watching</span>${lost}`;
  }

  products() {
    const names = [...new Set(this.parts.map((part) => part.product))].sort();
    return names.length < 2 && !this.product
      ? nothing
      : html`<label class="line">Product <select @change=${(e) => { this.product = e.target.value; }}>
          <option value="">all</option>${names.map((name) => html`<option ?selected=${name === this.product}>${name}</option>`)}
        </select></label>`;
  }

  nothingYet() {
    const known = this.known ?? [];
    const ready = known.filter((each) => each.recipe).map((each) => each.name);
    return html`<div class="banner none"><div class="what">No part has been judged yet.</div>
      ${known.filter((each) => !each.recipe).map((each) => html`<p><b>${each.name}:</b> ${each.problem}</p>`)}
      ${ready.length ? html`<p>${ready.join(', ')} can be judged now. Parts appear here as they are judged: from a folder that is watched, over HTTP, or from photographs of yours.</p>
        <edge-judging></edge-judging><p><a href="#/teach">Teach another product</a></p>` : html`<p>Parts appear here as they are judged. First the box has to know what good ones look like.</p>`}
      ${known.length ? nothing : html`<p><a class="button main" href="#/teach">Teach a product</a></p>`}</div>`;
  }

  stage(part) {
    const word = WORD[part.verdict];
    return html`<section class="stage" aria-label="Part in front">
      <div class="banner ${part.verdict}">
        <div class="word ${word.length > 7 ? 'long' : word.length < 4 ? 'brief' : ''}">${SHAPE[part.verdict]}<span>${word}</span></div>
        <div class="what">${sentence(part)}</div>
        ${part.verdict === 'CANNOT_JUDGE' ? html`<p class="what">${remedy(part.reason)}</p>` : nothing}
        <div class="line number"><span>${part.product}</span>${part.part ? html`<span>part ${part.part}</span>` : nothing}
          ${part.station ? html`<span>${part.station}</span>` : nothing}<span>${timeOfDay(part.received)}</span>
          <span>${Math.round(total(part.timings_ms))} ms</span></div>
      </div>
      <div class="card">
        <edge-viewer .inspection=${part}></edge-viewer>
        <a class="button" href="#/history/${part.id}">All about this part</a>
      </div>
    </section>`;
  }

  shift() {
    const sum = VERDICTS.reduce((all, each) => all + (this.counts[each] ?? 0), 0);
    return html`<section aria-label="The last ${SHIFT_HOURS} hours"><div class="figures">
      ${VERDICTS.map((each) => html`<div class="figure">${verdict(each)}<b>${whole(this.counts[each] ?? 0)}</b>
        <span class="soft small">${percent((this.counts[each] ?? 0) / sum)} in ${SHIFT_HOURS} hours</span></div>`)}
      <div class="figure"><span class="soft">Judged</span><b>${whole(sum)}</b><span class="soft small">in ${SHIFT_HOURS} hours</span></div>
    </div></section>`;
  }

  tile(part, front) {
    return html`<a class="tile ${part.verdict}" href="#/history/${part.id}" aria-current=${part === front ? 'true' : 'false'}
        @click=${(e) => this.choose(e, part)}>
      <edge-picture src="/api/v1/inspections/${part.id}/thumbnail"></edge-picture>
      <span class="small">${verdict(part.verdict)}</span>
      <span class="small soft number line"><span>${score(part.score)}</span><span>${timeOfDay(part.received)}</span></span>
    </a>`;
  }
}

customElements.define('edge-live', Live);
