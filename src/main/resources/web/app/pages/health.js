import { html, nothing } from 'lit';
import { Element } from '../parts/element.js';
import { get, probe } from '../api.js';
import { bytes, dateTime, short } from '../words.js';
import '../parts/latency.js';
import '../parts/drift.js';

const EVERY = 5000;
const KEPT = 720;
/** What to do, by the name of the check. */
const ADVICE = {
  'recipes loaded': 'The box is starting. If it stays so, see its log.',
  products: 'A recipe cannot judge here. See Recipes, and roll back or activate another one.',
  recipes: 'Recipes on the disk cannot be opened: see that the key that sealed them is there (destseg.recipes.box-key).',
  'engines judge': 'A recipe does not judge as it must any more. Restart the appliance; if it comes again, roll the recipe back.',
  'inspections end': 'An inspection does not end. Restart the appliance.',
  'journal writable': 'Nothing is judged that cannot be written down. Check the disk.',
  disk: 'Let the journal keep less (destseg.journal), or put the data on a larger disk.',
  memory: 'End other programs on the box, or lower the memory that trainings may take.',
  queue: 'Parts come faster than they can be judged. Look at the latency below; a smaller profile or INT8 judges faster.',
  temperature: 'Check fans, filters and the air around the box. Trainings pause by themselves.',
  throttling: 'The processor slows itself down: check cooling and power.',
  gpu: 'A GPU is lost: look at the log of its driver, then restart the machine.',
  drift: 'Parts or light look unlike what was taught. Look at the latest parts; teach again if they are good.',
  folders: 'Check that the watched folders are there and can be written to.',
  registry: 'The registry does not answer, or offers what the box does not trust. See Registry; the box goes on with the recipes it has.',
  engines: 'A recipe does not run where it was asked to; another engine judges by it meanwhile. The words beside it say why.',
  outputs: 'Somebody who is to hear of verdicts does not. Check the receiver and the network; what waits is told when it answers again.',
  group: 'No work comes for the group of Kafka that this box judges for, or its results cannot be sent. Check the cluster, the network and its topics.',
  stations: 'Pictures are missing that the machine asked for, or its signal is not heard. Check camera, cable and trigger.',
  trust: 'A recipe judges whose signature was revoked since. Roll it back, or activate one that is trusted.',
  gpio: 'A gate or a light cannot be moved. See that its line is there and that no other program uses it.',
  cameras: 'A camera sees nothing, or its picture stands still; its parts cannot be judged. The words beside it say what to check.',
  training: 'See Training for why it failed. Inspection is not touched by it.',
};
/** Checks of which the page Line has more. */
const OF_THE_LINE = ['folders', 'outputs', 'group', 'stations', 'gpio', 'cameras'];
/** What a check is called, where its own name says that all is well. */
const TROUBLE = { 'journal writable': 'journal', 'engines judge': 'judging', 'inspections end': 'inspections', 'recipes loaded': 'start' };
/** Milliseconds after which the second look comes, without which there is no line to draw. */
const SOON = 1000;

const readable = (value) => String(value).replace(/sha256:[0-9a-f]{64}/g, short).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, dateTime);

class Health extends Element {
  static properties = { checks: { state: true }, live: { state: true }, ready: { state: true }, problem: { state: true }, at: { state: true } };

  constructor() {
    super();
    this.samples = [];
  }

  entered() {
    const soon = setTimeout(() => this.refresh(() => this.load(this.leaving.signal)), SOON);
    this.leaving.signal.addEventListener('abort', () => clearTimeout(soon));
    this.every(EVERY, (signal) => this.refresh(() => this.load(signal)));
  }

  async load(signal) {
    const at = new Date();
    const [wellness, live, ready] = await Promise.all(['/q/health/group/wellness', '/q/health/live', '/q/health/ready'].map((path) => probe(path, signal)));
    this.checks = wellness.checks;
    this.live = live;
    this.ready = ready;
    this.at = at;
    const data = Object.fromEntries(wellness.checks.map((check) => [check.name, check.data ?? {}]));
    this.drift = await get('/api/v1/drift', signal);
    data.drift = this.drift;
    this.samples.push([Date.now(), data]);
    if (this.samples.length > KEPT) {
      this.samples.shift();
    }
  }

  render() {
    if (!this.checks) {
      return html`<div class="page"><h1>Health</h1>${this.trouble()}</div>`;
    }
    const warnings = this.checks.filter((check) => check.status !== 'UP');
    return html`<div class="page"><div class="head"><h1>Health</h1><span class="soft small push">as of ${dateTime(this.at)}</span></div>
      ${this.trouble()}
      ${this.probe('Can judge now', this.ready, 'The box can judge now.', 'The box cannot judge now.')}
      ${this.probe('Alive', this.live, 'A restart would not help; nothing is stuck.', 'Restart the appliance.')}
      ${warnings.length ? warnings.map((check) => html`<div class="note warn"><h2>${TROUBLE[check.name] ?? check.name}</h2><p>${ADVICE[check.name] ?? 'See the data.'}${OF_THE_LINE.includes(check.name) ? html` <a href="#/line">See the line</a>` : nothing}</p>${this.facts(check)}</div>`)
        : html`<div class="note good">Nothing needs looking after.</div>`}
      <section class="card" aria-label="Latency"><h2>How long parts take</h2><edge-latency></edge-latency></section>
      <div class="columns">
        ${this.chart('Parts waiting', 'queue', 'waiting', 1, 'parts')}
        ${this.chart('Free disk', 'disk', 'free_bytes', 1e9, 'GB')}
        ${this.chart('Memory to be had', 'memory', 'available_bytes', 1e9, 'GB')}
        ${this.chart('Temperature', 'temperature', 'celsius', 1, '°C')}</div>
      <edge-drift .samples=${this.samples.map(([time, data]) => [time, data.drift])} .now=${this.drift}></edge-drift>
      <section class="card" aria-label="All checks"><h2>All checks</h2><div class="scroll"><table><thead><tr><th>Check</th><th>State</th><th>Data</th></tr></thead>
        <tbody>${[...(this.ready.checks ?? []), ...(this.live.checks ?? []), ...this.checks].map((check) => html`<tr><td>${check.name}</td>
          <td>${check.status === 'UP' ? html`<span class="tag good">well</span>` : html`<span class="tag warn">look at it</span>`}</td><td>${this.facts(check)}</td></tr>`)}</tbody></table></div></section>
    </div>`;
  }

  probe(name, answer, good, bad) {
    const well = answer.status === 'UP';
    const wrong = (answer.checks ?? []).filter((check) => check.status !== 'UP');
    return html`<div class="note ${well ? 'good' : 'bad'}"><b>${well ? good : bad}</b>
      ${wrong.map((check) => html`<div>${TROUBLE[check.name] ?? check.name}: ${ADVICE[check.name] ?? ''} ${this.facts(check)}</div>`)}</div>`;
  }

  facts(check) {
    const data = Object.entries(check.data ?? {});
    return data.length === 0 ? nothing : html`<span class="small">${data.map(([name, value], i) => html`${i ? ' · ' : ''}${name.replaceAll('_', ' ').replace(' bytes', '')} <span class="number">${name.endsWith('bytes') ? bytes(value) : readable(value)}</span>`)}</span>`;
  }

  chart(title, check, field, unit, name) {
    const data = this.samples.map(([time, all]) => [time, Number(all[check]?.[field]) / unit]).filter(([, value]) => Number.isFinite(value));
    return html`<section class="card" aria-label=${title}><h3>${title}</h3>
      ${data.length === 1 ? html`<p class="soft">A moment…</p>` : data.length ? html`<edge-chart class="low" label="${title} since this page was opened" .option=${{
        xAxis: { type: 'time' }, yAxis: { type: 'value', name, min: 0, minInterval: name === 'parts' ? 1 : 0, splitNumber: 2 },
        series: [{ name: title, type: 'line', showSymbol: false, data, lineStyle: { color: '--accent' }, itemStyle: { color: '--accent' } }],
      }}></edge-chart>` : html`<p class="soft">This machine does not tell.</p>`}</section>`;
  }
}

customElements.define('edge-health', Health);
