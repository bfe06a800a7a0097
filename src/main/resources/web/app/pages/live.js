import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Element, verdict } from '../parts/element.js';
import { get, listen, query } from '../api.js';
import { SHAPE } from '../icons.js';
import '../parts/judging.js';
import { VERDICTS, WORD, many, percent, remedy, score, sentence, timeOfDay, total, whole } from '../words.js';

/** Parts that are shown, of all products or of the one that is chosen; those before are in the history. */
const SHOWN = 24;
/** Parts whose names are kept, so that none is said twice. */
const REMEMBERED = 8 * SHOWN;
const SHIFT_HOURS = 8;
const COUNT_EVERY = 10_000;
/** Pictures change at most this often, however fast the line is: nobody sees more. */
const BETWEEN_PICTURES = 250;
/** Words that are read aloud change at most this often, so that they can be heard to their end. */
const BETWEEN_WORDS = 4000;

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
    this.notGood = 0;
    this.counts = {};
    this.known = [];
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
    const inspections = await this.latest('');
    if (this.filled) {
      const shown = new Set(this.parts.map((part) => part.id));
      this.arrive(inspections.filter((part) => !shown.has(part.id)));
    } else {
      this.filled = true;
      this.show(inspections);
    }
    if (this.product) {
      this.show(await this.latest(this.product));
    }
  }

  /** @param product empty for all */
  async latest(product) {
    const { inspections } = await get(`/api/v1/inspections?${query({ size: SHOWN, product })}`, this.leaving.signal);
    this.answered = product;
    return inspections;
  }

  /** The newest first, as many as are shown: of all products, and of the one that is chosen, however rare its parts are. */
  newest(parts) {
    const sorted = parts.sort((a, b) => new Date(b.received) - new Date(a.received));
    const chosen = new Set(this.ofProduct(sorted));
    return sorted.filter((part, place) => place < SHOWN || chosen.has(part));
  }

  ofProduct(parts) {
    return parts.filter((part) => !this.product || part.product === this.product).slice(0, SHOWN);
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
    this.arrived = this.newest([...fresh, ...this.arrived]);
    this.note(fresh);
    if (this.arrived.length && !this.paused && !this.showing) {
      this.showing = setTimeout(() => this.showArrived(), BETWEEN_PICTURES);
    }
  }

  showArrived() {
    this.showing = undefined;
    this.show(this.arrived);
    this.arrived = [];
    this.say();
  }

  show(parts) {
    const coming = new Set(parts.map((part) => part.id));
    this.parts = this.newest([...parts, ...this.parts.filter((part) => !coming.has(part.id))]);
  }

  /** What is said next: the newest part that is not good, or the newest where all are; and how many more are not good. */
  note(fresh) {
    const notGood = fresh.filter((part) => part.verdict !== 'OK');
    const [next] = notGood.length || this.notGood ? notGood : fresh;
    this.unsaid = next ?? this.unsaid;
    this.notGood += notGood.length;
  }

  /** For those who hear the page. The time of day tells words from the same words said before. */
  say() {
    const part = this.unsaid;
    if (!part || this.saying) {
      return;
    }
    const others = this.notGood > 1 ? ` ${many(this.notGood - 1, 'more part')} not OK.` : '';
    this.said = `${WORD[part.verdict]}: ${part.product}${part.part ? `, part ${part.part}` : ''}. ${sentence(part)}${others} ${timeOfDay(part.received)}`;
    this.unsaid = undefined;
    this.notGood = 0;
    this.saying = setTimeout(() => {
      this.saying = undefined;
      this.say();
    }, BETWEEN_WORDS);
  }

  left() {
    clearTimeout(this.showing);
    clearTimeout(this.saying);
    this.showing = this.saying = undefined;
  }

  async count() {
    this.known = await get('/api/v1/products', this.leaving.signal).catch(() => this.known);
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

  /** A select takes what is not among its options yet for nothing; these come and go with the products. */
  updated() {
    const select = this.querySelector('select[name=product]');
    if (select) {
      select.value = this.product;
    }
  }

  chooseProduct(event) {
    this.product = event.target.value;
    this.chosen = undefined;
    this.attempt(async () => this.show(await this.latest(this.product)));
  }

  get ready() {
    return this.known.filter((each) => each.recipe).map((each) => each.name);
  }

  render() {
    const shown = this.ofProduct(this.parts);
    const part = this.chosen ?? shown[0];
    return html`<div class="page">
      <div class="head">
        <h1>Live</h1>
        ${this.state()}
        <div class="push line">
          <edge-judging .products=${this.ready} .likely=${shown[0]?.product}></edge-judging>
          ${this.products()}
          <button aria-pressed=${this.paused ? 'true' : 'false'} @click=${() => this.togglePause()}>${this.paused ? 'Go on' : 'Pause'}</button>
          <button @click=${() => (document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen())}>Full screen</button>
        </div>
      </div>
      ${this.trouble()}
      <div class="unseen" role="status" aria-label="Last verdict">${this.said ?? ''}</div>
      ${part ? this.stage(part) : this.nothingYet()}
      ${this.shift()}
      <section aria-label="Latest parts"><div class="strip">${repeat(shown, (each) => each.id, (each) => this.tile(each, part))}</div></section>
    </div>`;
  }

  /** One element whose words change: those who hear the page are told of changes, and seldom of what is put in newly. */
  state() {
    const [look, words] = this.standing();
    return html`<span class="tag ${look}" role="status">${words}</span>
      ${this.dropped > 0 ? html`<span class="tag warn">${whole(this.dropped)} parts not shown; History has them</span>` : nothing}`;
  }

  standing() {
    if (this.connected === undefined) {
      return ['', 'Connecting'];
    }
    if (!this.connected) {
      return ['bad', 'No connection; trying again'];
    }
    return this.paused ? ['warn', 'Paused; the box goes on judging'] : ['good', 'Watching'];
  }

  products() {
    const names = [...new Set([...this.ready, ...this.parts.map((part) => part.product), this.product])].filter(Boolean).sort();
    return names.length < 2 && !this.product
      ? nothing
      : html`<label class="line">Product <select name="product" @change=${this.chooseProduct}>
          <option value="">all</option>${names.map((name) => html`<option>${name}</option>`)}
        </select></label>`;
  }

  nothingYet() {
    if (this.answered !== this.product) {
      return nothing;
    }
    if (this.product) {
      return html`<div class="banner none"><div class="what">No part of ${this.product} has been judged yet.</div></div>`;
    }
    const { known, ready } = this;
    return html`<div class="banner none"><div class="what">No part has been judged yet.</div>
      ${known.filter((each) => !each.recipe).map((each) => html`<p><b>${each.name}:</b> ${each.problem}</p>`)}
      ${ready.length ? html`<p>${ready.join(', ')} can be judged now. Parts appear here as they are judged: from a folder that is watched, over HTTP, or from photographs of yours: Judge photographs, above.</p>
        <p><a href="#/teach">Teach another product</a></p>` : html`<p>Parts appear here as they are judged. First the box has to know what good ones look like.</p>`}
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
        <edge-viewer .inspection=${part} .following=${!this.chosen}></edge-viewer>
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
    return html`<a class="tile ${part.verdict}" href="#/history/${part.id}" aria-current=${part.id === front.id ? 'true' : 'false'}
        @click=${(e) => this.choose(e, part)}>
      <edge-picture src="/api/v1/inspections/${part.id}/thumbnail"></edge-picture>
      <span class="small">${verdict(part.verdict)}</span>
      <span class="small soft number line"><span>${score(part.score)}</span><span>${timeOfDay(part.received)}</span></span>
    </a>`;
  }
}

customElements.define('edge-live', Live);
