import { html, nothing } from 'lit';
import { Element, tell } from './element.js';
import { get, listen, post } from '../api.js';
import { dateTime, duration, short, whole } from '../words.js';

const KEPT = 2000;
const READ_LOG_EVERY = 3000;
export const STATUS = {
  QUEUED: ['waiting for its turn', 'warn'], RUNNING: ['running', 'good'], PAUSED: ['paused', 'warn'],
  INTERRUPTED: ['interrupted, goes on by itself', 'warn'], DONE: ['done', 'good'], FAILED: ['failed', 'bad'], CANCELLED: ['cancelled', ''],
};
/** Cases that two recipes are compared on. */
const GROUPS = { confirmed: 'confirmed by people', 'held-out': 'of the dataset, not learned from', 'golden set': 'golden set of the judging one', 'synthetic defects': 'good parts, and defects painted on them' };
export const ended = (run) => ['DONE', 'FAILED', 'CANCELLED'].includes(run.status);

/** One training as it goes on. Says "changed" when it has ended. */
class Training extends Element {
  static properties = { run: { attribute: false }, now: { state: true }, log: { state: true }, problem: { state: true } };

  willUpdate(changed) {
    if (changed.has('run') && this.run.id !== this.now?.id) {
      this.watching?.abort();
      this.now = this.run;
      this.losses = [];
      this.log = undefined;
      this.readLog();
      this.recall(this.run.id);
      if (!ended(this.run)) {
        this.watch();
      }
    }
  }

  entered() {
    this.every(READ_LOG_EVERY, (signal) => this.now && !ended(this.now) && this.readLog(signal));
  }

  left() {
    this.watching?.abort();
  }

  /** How it went before somebody looked. */
  async recall(id) {
    try {
      const points = await get(`/api/v1/trainings/${id}/course`, this.leaving?.signal);
      if (id === this.now.id) {
        const before = points.map(({ time, phase, loss }) => [new Date(time).getTime(), loss, phase]);
        const last = before.at(-1)?.[0] ?? 0;
        this.losses = [...before, ...this.losses.filter(([time]) => time > last)];
        this.requestUpdate();
      }
    } catch {
      // Then the curve begins now.
    }
  }

  watch() {
    this.watching = new AbortController();
    listen(`/api/v1/trainings/${this.run.id}/events`, {
      signal: this.watching.signal, ends: () => ended(this.now), event: (run) => this.take(run),
    });
  }

  take(run) {
    this.now = run;
    const { progress } = run;
    if (Number.isFinite(progress?.loss)) {
      this.losses.push([Date.now(), progress.loss, progress.phase]);
      if (this.losses.length > KEPT) {
        this.losses = this.losses.filter((_, i) => i % 2 === 0);
      }
    }
    if (ended(run)) {
      this.watching?.abort();
      this.readLog();
      this.dispatchEvent(new CustomEvent('changed', { detail: run }));
    }
  }

  async ask(what) {
    await this.once(async () => {
      const before = this.now.id;
      await post(`/api/v1/trainings/${before}/${what}`);
      const run = await get(`/api/v1/trainings/${before}`);
      if (this.now.id === before) {
        this.take(run);
        this.dispatchEvent(new CustomEvent('changed', { detail: run }));
      }
      tell({ pause: 'The training stands still.', resume: 'The training goes on.', keep: 'The recipe is kept. It judges once it is activated.', cancel: 'The training was cancelled.' }[what]);
    }, what);
  }

  render() {
    const run = this.now;
    const [word, kind] = STATUS[run.status] ?? [run.status, ''];
    return html`<section class="card" aria-label="Training of ${run.product}">
      <div class="line"><h2>${run.product}, ${run.profile}</h2><span class="tag ${kind}">${word}</span>
        <span class="soft small">asked for ${dateTime(run.asked)}</span></div>
      ${this.trouble()}
      ${run.progress && !ended(run) ? this.progress(run.progress) : nothing}
      ${this.losses.length > 1 ? this.course() : nothing}
      ${['QUEUED', 'RUNNING'].includes(run.status) && !run.progress ? html`<progress aria-label=${run.status === 'QUEUED' ? 'Waiting' : 'Starting'}></progress>` : nothing}
      ${run.paused_by ? html`<p>${run.paused_by} wants it to stand still.</p>` : nothing}
      ${run.reason && run.reason !== run.comparison?.reason ? html`<p class=${run.status === 'FAILED' ? 'note bad' : ''}>${run.reason}</p>` : nothing}
      ${this.comparison(run)}
      ${run.candidate && run.offered ? html`<p>Recipe <a href="#/recipes/${run.candidate}"><code>${short(run.candidate)}</code></a> <span class="tag good">offered</span></p>` : nothing}
      ${run.candidate && !run.offered ? html`<div class="line"><button @click=${() => this.ask('keep')}>Keep it all the same</button>
        <span class="soft">The box does not offer this recipe. If you know better, keep it: it judges nothing by that, and can be tried on parts of the history first.</span></div>` : nothing}
      ${this.logged()}
      ${ended(run) ? nothing : html`<div class="line">
        ${run.status === 'RUNNING' ? html`<button @click=${() => this.ask('pause')}>Pause</button>` : nothing}
        ${run.status === 'PAUSED' ? html`<button @click=${() => this.ask('resume')}>Go on</button>` : nothing}
        <button @click=${() => this.ask('cancel')}>Cancel</button></div>`}
    </section>`;
  }

  progress(progress) {
    return html`<div><div class="line"><b>${progress.phase}</b><span class="number">${progress.percent.toFixed(0)} %</span>
        ${progress.seconds_left === null || progress.seconds_left === undefined ? nothing : html`<span class="soft">about ${duration(progress.seconds_left)} left of this phase</span>`}
        ${Number.isFinite(progress.steps_per_second) ? html`<span class="soft number">${progress.steps_per_second.toFixed(2)} steps a second</span>` : nothing}</div>
      <progress max="100" .value=${progress.percent} aria-label="Progress of ${progress.phase}"></progress>
      ${progress.waiting ? html`<p class="note warn">${progress.waiting}</p>` : nothing}</div>
      ${this.spent(progress, this.now.budget)}
      ${progress.previews?.length ? html`<div class="sheet">${progress.previews.map((path) => html`<edge-picture src=${path} alt="What it sees by now"></edge-picture>`)}</div>` : nothing}`;
  }

  /** What it has taken of what it may take. */
  spent(progress, budget) {
    const time = Number.isFinite(progress.seconds_spent);
    return html`<dl class="facts">
      ${time ? html`<dt>Time spent</dt><dd class="number">${duration(progress.seconds_spent)}${budget?.seconds ? ` of ${duration(budget.seconds)}` : ''}</dd>` : nothing}
      ${budget?.steps ? html`<dt>Steps of both phases</dt><dd class="number">${budget.steps}</dd>` : nothing}
      ${Number.isFinite(progress.memory_mebibytes) && budget ? html`<dt>Memory</dt><dd class="number">${whole(progress.memory_mebibytes)} of ${whole(budget.memory_mebibytes)} MiB</dd>` : nothing}
      ${budget ? html`<dt>Stands still above</dt><dd class="number">${budget.celsius} °C</dd>` : nothing}</dl>`;
  }

  async openLog(event) {
    this.logOpen = event.target.open;
    await this.readLog();
  }

  async readLog(signal = this.leaving?.signal) {
    if (!this.logOpen) {
      return;
    }
    const { id } = this.now;
    try {
      const log = await get(`/api/v1/trainings/${id}/log`, signal);
      if (id === this.now.id) {
        this.log = log;
      }
    } catch {
      // Then what was read before stays.
    }
  }

  logged() {
    return html`<details @toggle=${this.openLog}><summary>Log</summary>
      ${this.log?.length === 0 ? html`<p class="soft">Nothing was said yet.</p>` : nothing}
      <div class="scroll log" tabindex="0" role="log" aria-label="What was said">${(this.log ?? []).map(({ time, text }) => html`<div><span class="soft number">${dateTime(time)}</span> ${text}</div>`)}</div></details>`;
  }

  /** Losses of different phases are no measure of each other; each has a curve of its own. */
  course() {
    const phases = [...new Set(this.losses.map(([, , phase]) => phase))];
    const colours = ['--accent', '--ink-soft', '--unknown'];
    return html`<edge-chart class="low" label="Loss over time, phase by phase" .option=${{
      legend: { top: 0, right: 0, textStyle: { color: '--ink-soft' } },
      xAxis: { type: 'time' }, yAxis: { type: 'value', name: 'loss', scale: true },
      series: phases.map((phase, i) => ({
        name: phase, type: 'line', showSymbol: false, data: this.losses.filter((each) => each[2] === phase).map(([time, loss]) => [time, loss]),
        lineStyle: { color: colours[i % colours.length] }, itemStyle: { color: colours[i % colours.length] },
      })),
    }}></edge-chart>`;
  }

  comparison(run) {
    const groups = Object.entries(run.comparison?.groups ?? {});
    if (groups.length === 0) {
      return nothing;
    }
    const row = (name, who, figures) => (figures ? html`<tr><td>${GROUPS[name] ?? name}</td><td>${who}</td>
      <td class="right number">${figures.false_rejects} of ${figures.good}</td><td class="right number">${figures.escapes} of ${figures.defective}</td>
      <td class="right number">${Number.isFinite(figures.image_auroc) ? figures.image_auroc.toFixed(3) : '–'}</td></tr>` : nothing);
    return html`<div class=${run.comparison.better ? 'note good' : 'note'}>${run.comparison.better ? html`<b>Learned, and fit to be used.</b> ` : nothing}${run.comparison.reason}.</div>
      <p class="soft small">${run.comparison.parity.replace(/sha256:[0-9a-f]+/g, short)}</p>
      <div class="scroll"><table><thead><tr><th>Cases</th><th>Recipe</th><th class="right">Good rejected</th><th class="right">Defects missed</th><th class="right">Image AUROC</th></tr></thead>
        <tbody>${groups.map(([name, group]) => [row(name, 'judging', group.active), row(name, 'new', group.candidate)])}</tbody></table></div>`;
  }
}

customElements.define('edge-training', Training);
