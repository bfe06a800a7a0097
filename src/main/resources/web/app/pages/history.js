import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Element, tell, verdict } from '../parts/element.js';
import { download, get, query } from '../api.js';
import { OPINION, VERDICTS, WORD, dateTime, many, percent, score, short, total, whole } from '../words.js';
import { LAST } from './inspection.js';

const PAGE = 30;
/** As many as the box lists at once. */
const MOST = 500;
/** Milliseconds that a list is looked at before its sums are asked for: who goes on at once need not wait for the box to sum. */
const BEFORE_SUMS = 150;
const BARS = 60;
/** Seconds. */
const DAY = 86_400;
/** From so many on, bars of a day are fine enough. */
const MANY_DAYS = 20;
const COLOURS = { OK: '--ok', DEFECT: '--defect', CANNOT_JUDGE: '--unknown' };
const SPANS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 };
/** Asked for now and then. */
const RARE = ['station', 'from', 'before', 'captured_from', 'captured_before', 'recipe', 'lowest', 'highest'];
const FILTERS = ['product', 'station', 'verdict', 'opinion', 'text', 'lowest', 'highest', 'recipe', 'from', 'before', 'captured_from', 'captured_before', 'span'];

/** Times of the address are those of the world, times of a field those of the clock on the wall. */
const local = (text) => {
  const time = text ? new Date(text) : null;
  return time ? new Date(time - 60_000 * time.getTimezoneOffset()).toISOString().slice(0, 16) : '';
};
const instant = (text) => (text ? new Date(text).toISOString() : '');

/** What the list is asked for: of the address, so that it can be sent to somebody and survives a reload. */
class History extends Element {
  static properties = {
    rest: { attribute: false }, query: { attribute: false }, page: { state: true }, summary: { state: true },
    stations: { state: true }, products: { state: true }, kept: { state: true }, chosen: { state: true }, problem: { state: true }, loading: { state: true }, summing: { state: true },
  };

  constructor() {
    super();
    this.chosen = [];
    this.products = [];
    this.stations = [];
    this.kept = [];
  }

  entered() {
    get('/api/v1/products', this.leaving.signal).then((products) => { this.products = products; }, () => {});
    get('/api/v1/stations', this.leaving.signal).then((stations) => { this.stations = stations; }, () => {});
    get('/api/v1/recipes', this.leaving.signal).then(({ recipes }) => { this.kept = recipes; }, () => {});
  }

  willUpdate(changed) {
    if (changed.has('query') && !this.rest?.length) {
      sessionStorage.setItem(LAST, this.query.toString());
      const asked = this.query.toString();
      if (asked !== this.asked) {
        this.asked = asked;
        this.load(PAGE);
      } else if (changed.get('rest')?.length) {
        // What was said of a part shows when one comes back from it, and older parts that were shown still are.
        this.load(Math.max(PAGE, Math.min(MOST, this.page?.inspections.length ?? 0)));
      }
    }
  }

  filter() {
    const filter = Object.fromEntries(FILTERS.map((name) => [name, this.query.get(name) ?? '']));
    if (filter.span && !filter.from) {
      filter.from = new Date(Date.now() - SPANS[filter.span]).toISOString();
    }
    const { span, ...rest } = filter;
    return rest;
  }

  /** The list at once; sums over a long time may take a moment longer. */
  async load(size) {
    const asked = this.asked;
    const filter = this.filter();
    this.loading = true;
    this.summing = true;
    await this.attempt(async () => {
      const page = await get(`/api/v1/inspections?${query({ ...filter, size })}`, this.leaving?.signal);
      if (asked === this.asked) {
        this.page = page;
      }
    });
    this.loading = false;
    await new Promise((resolve) => { setTimeout(resolve, BEFORE_SUMS); });
    if (asked !== this.asked || !this.isConnected || this.problem) {
      return;
    }
    await this.attempt(async () => {
      const summed = await this.sum(filter);
      if (asked === this.asked) {
        Object.assign(this, summed, { summing: false });
      }
    });
  }

  async summarise(filter, period) {
    return get(`/api/v1/inspections/summary?${query({ ...filter, period })}`, this.leaving?.signal);
  }

  /** Without a beginning, days tell when it was; few days are asked for again, more finely. */
  async sum(filter) {
    const before = filter.before ? new Date(filter.before) : new Date();
    let from = filter.from && new Date(filter.from);
    if (!from) {
      const summary = await this.summarise(filter, DAY);
      const [first] = summary.timeline;
      if (!first) {
        return { summary: null };
      }
      from = new Date(first.from);
      if (before - from > 1000 * DAY * MANY_DAYS) {
        return { summary, period: DAY, span: [from, before] };
      }
    }
    const period = Math.max(1, Math.ceil((before - from) / 1000 / BARS));
    const summary = await this.summarise(filter, period);
    return { summary: summary.timeline.length ? summary : null, period, span: [from, before] };
  }

  async more() {
    if (this.loading) {
      return;
    }
    const { page } = this;
    await this.once(async () => {
      const next = await get(`/api/v1/inspections?${query({ ...this.filter(), size: PAGE, cursor: page.next })}`, this.leaving.signal);
      if (this.page === page) {
        this.page = { inspections: [...page.inspections, ...next.inspections], next: next.next };
      }
    });
  }

  ask(changes) {
    const next = new URLSearchParams(this.query);
    Object.entries(changes).forEach(([name, value]) => (value ? next.set(name, value) : next.delete(name)));
    location.hash = `#/history?${next}`;
  }

  choose(id) {
    this.chosen = this.chosen.includes(id) ? this.chosen.filter((each) => each !== id) : [...this.chosen.slice(-1), id];
  }

  async export(format) {
    await this.attempt(async () => {
      await download(`/api/v1/inspections/export?${query({ ...this.filter(), format })}`, `inspections.${format}`);
      tell('The export was saved.');
    });
  }

  render() {
    if (this.rest?.[0] === 'compare') {
      return keyed(String(this.rest), html`<edge-pair .ids=${this.rest.slice(1)}></edge-pair>`);
    }
    if (this.rest?.[0]) {
      return keyed(this.rest[0], html`<edge-inspection .id=${this.rest[0]}></edge-inspection>`);
    }
    return html`<div class="page">
      <div class="head"><h1>History</h1>
        <div class="push line">
          ${this.chosen.length === 2
            ? html`<a class="button main" href="#/history/compare/${this.chosen.join('/')}">Compare two parts</a>`
            : html`<span class="soft small">Tick two parts to compare them</span>`}
          <button @click=${() => this.export('csv')}>Export CSV</button>
          <button @click=${() => this.export('jsonl')}>Export JSON</button>
        </div></div>
      ${this.filters()}
      ${this.trouble()}
      ${this.summary ? this.timeline() : nothing}
      ${this.page ? this.list() : this.problem ? nothing : html`<p class="soft" role="status">Loading…</p>`}
    </div>`;
  }

  /** Those that are kept; one that is asked for may be gone. */
  recipes() {
    const asked = this.query?.get('recipe');
    return asked && !this.kept.some((each) => each.digest === asked) ? [{ name: 'gone:', digest: asked }, ...this.kept] : this.kept;
  }

  filters() {
    const value = (name) => this.query?.get(name) ?? '';
    const set = (name) => (event) => this.ask({ [name]: event.target.value.trim() });
    const option = (name, each, text) => html`<option value=${each} ?selected=${value(name) === each}>${text}</option>`;
    return html`<form class="filters" aria-label="Filters" @submit=${(e) => e.preventDefault()}>
      <label class="field">Verdict <select @change=${set('verdict')}><option value="">any</option>
        ${VERDICTS.map((each) => option('verdict', each, WORD[each]))}</select></label>
      <label class="field">Product <select @change=${set('product')}><option value="">all</option>
        ${this.products.map((each) => option('product', each.name, each.name))}</select></label>
      <label class="field">Time <select @change=${(e) => this.ask({ span: e.target.value, from: '', before: '' })}><option value="">all</option>
        ${option('span', 'hour', 'last hour')}${option('span', 'day', 'last day')}${option('span', 'week', 'last week')}${option('span', 'month', 'last 30 days')}</select></label>
      <label class="field">Feedback <select @change=${set('opinion')}><option value="">any</option>
        ${option('opinion', 'GOOD', 'really good')}${option('opinion', 'DEFECTIVE', 'really defective')}</select></label>
      <label class="field">Part or station <input type="search" .value=${value('text')} @change=${set('text')}></label>
      <details class="more" ?open=${RARE.some((name) => value(name))}><summary>More filters</summary><div class="filters">
      <label class="field">from <input type="datetime-local" .value=${local(value('from'))} @change=${(e) => this.ask({ from: instant(e.target.value), span: '' })}></label>
      <label class="field">to <input type="datetime-local" .value=${local(value('before'))} @change=${(e) => this.ask({ before: instant(e.target.value), span: '' })}></label>
      <label class="field">Image taken from <input type="datetime-local" .value=${local(value('captured_from'))} @change=${(e) => this.ask({ captured_from: instant(e.target.value) })}></label>
      <label class="field">to <input type="datetime-local" .value=${local(value('captured_before'))} @change=${(e) => this.ask({ captured_before: instant(e.target.value) })}></label>
      <label class="field">Station <input type="search" list="stations" .value=${value('station')} @change=${set('station')}></label>
      <datalist id="stations">${this.stations.map((each) => html`<option value=${each.name}></option>`)}</datalist>
      <label class="field">Recipe <select @change=${set('recipe')}><option value="">any</option>
        ${this.recipes().map((each) => option('recipe', each.digest, `${each.name} ${short(each.digest)}`))}</select></label>
      <label class="field">Score from <input type="number" min="0" max="1" step="any" .value=${value('lowest')} @change=${set('lowest')}></label>
      <label class="field">to <input type="number" min="0" max="1" step="any" .value=${value('highest')} @change=${set('highest')}></label></div></details>
      ${[...(this.query?.keys() ?? [])].length ? html`<button type="button" class="plain" @click=${() => { location.hash = '#/history'; }}>Clear</button>` : nothing}
    </form>`;
  }

  timeline() {
    const sums = Object.fromEntries(VERDICTS.map((each) => [each, 0]));
    this.summary.counts.forEach((each) => { sums[each.verdict] += each.inspections; });
    const all = VERDICTS.reduce((sum, each) => sum + sums[each], 0);
    return html`<section class="card" aria-label="Timeline">
      <div class="line">${this.summing ? html`<b>Counting…</b>` : html`<b class="number">${many(all, 'part')}</b>`}
        ${this.summing ? nothing : VERDICTS.map((each) => html`<span>${verdict(each)} <span class="number">${whole(sums[each])}</span> <span class="soft small">${percent(sums[each] / all)}</span></span>`)}
        ${this.query.get('from') ? html`<button class="plain" @click=${() => this.ask({ from: '', before: '' })}>Whole time</button>` : nothing}</div>
      <edge-chart class="low" label="Parts over time by verdict; activate a bar to see its parts" .option=${this.bars()}
        @point=${(e) => this.zoom(e.detail)}></edge-chart></section>`;
  }

  bars() {
    // Bars are stacked by their place in the list, so that each list has every period.
    const periods = [...new Set(this.summary.timeline.map((each) => each.from))];
    const of = (said) => periods.map((from) => [
      new Date(from).getTime() + 500 * this.period,
      this.summary.timeline.find((each) => each.from === from && each.verdict === said)?.inspections ?? 0,
    ]);
    return {
      xAxis: { type: 'time', min: this.span[0].getTime(), max: this.span[1].getTime() + 1000 * this.period },
      yAxis: { type: 'value', minInterval: 1, splitNumber: 2 },
      grid: { left: 4, right: 10, top: 10, bottom: 4, containLabel: true },
      series: VERDICTS.map((each) => ({
        name: WORD[each], type: 'bar', stack: 'parts', data: of(each), itemStyle: { color: COLOURS[each] }, barMaxWidth: 14, barMinWidth: 2,
      })),
    };
  }

  zoom(point) {
    const middle = point.value[0];
    const half = 500 * this.period;
    this.ask({ from: new Date(middle - half).toISOString(), before: new Date(middle + half).toISOString() });
  }

  list() {
    const { inspections, next } = this.page;
    if (inspections.length === 0) {
      return html`<div class="card empty"><p>No part was judged that fits.</p>
        <a class="button" href="#/history">Show all</a></div>`;
    }
    return html`<section class="card" aria-label="Parts"><div class="scroll"><table>
      <thead><tr><th><span class="unseen">Compare</span></th><th><span class="unseen">Image</span></th><th>Verdict</th><th>Time</th><th>Part</th><th>Product</th>
        <th class="right">Score</th><th class="right wide">Threshold</th><th class="right wide">Time taken</th><th>Feedback</th></tr></thead>
      <tbody>${inspections.map((each) => this.row(each))}</tbody></table></div>
      ${next ? html`<button aria-disabled=${Boolean(this.acting || this.loading)} @click=${() => this.more()}>Show older parts</button>` : nothing}</section>`;
  }

  row(each) {
    const name = each.part ?? short(each.id);
    return html`<tr class=${this.chosen.includes(each.id) ? 'chosen' : ''}>
      <td><input type="checkbox" aria-label="Compare ${name}" .checked=${this.chosen.includes(each.id)} @change=${() => this.choose(each.id)}></td>
      <td class="thumb"><edge-picture src="/api/v1/inspections/${each.id}/thumbnail"></edge-picture></td>
      <td>${verdict(each.verdict)}</td>
      <td class="number"><a href="#/history/${each.id}">${dateTime(each.received)}</a></td>
      <td class="whole">${each.part ?? '–'}${each.station ? html`<br><span class="soft small">${each.station}</span>` : nothing}</td>
      <td>${each.product}</td>
      <td class="right number">${score(each.score)}</td><td class="right number soft wide">${score(each.threshold)}</td>
      <td class="right number soft wide">${Math.round(total(each.timings_ms))} ms</td>
      <td>${each.opinion ? html`<span class="tag">${OPINION[each.opinion]}</span>` : nothing}</td></tr>`;
  }
}

customElements.define('edge-history', History);
