import { html, nothing } from 'lit';
import { Element, tell } from './element.js';
import { blob, post } from '../api.js';
import { ago, duration, many, short, whole } from '../words.js';

/** Milliseconds from one picture of the camera to the next, while somebody looks. */
const LOOK_EVERY = 1000;
/** How triggers come, by the scheme of their address. */
const SIGNALS = {
  mqtt: 'messages of a broker (MQTT)', mqtts: 'messages of a broker (MQTT, encrypted)', gpio: 'an electrical line of this box (GPIO)',
  'modbus:registers': 'numbers that the machine writes into this box (Modbus)', modbus: 'a counter of the machine that the box reads (Modbus)',
  'http:api': 'requests to this box (HTTP)', interval: 'the clock', 'opcua:method': 'calls of a control system (OPC UA)',
  'free running': 'the camera: parts are noticed in its pictures',
};
const SOURCES = { CAMERA: 'a camera', IMAGES: 'images of a folder, one after the other, in place of a camera', MESSAGES: 'images that come as messages' };
/** Levels of grey. */
const WHITE = 255;

const milliseconds = (value) => (value === null ? '–' : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`);
/** A time that is configured, as it is. */
const allowed = (value) => (value < 1000 ? `${value} ms` : duration(value / 1000));
const last = (count, time) => (count > 0 && time ? html` last ${ago(time)}` : nothing);
/** Milliseconds for which something that went wrong is worth a look. */
const LATELY = 900_000;
const lately = (time) => Boolean(time) && Date.now() - new Date(time) < LATELY;

/** Whether parts of a station get no judgement at present. */
export const cannotWork = ({ problem, camera, recipe }) => Boolean(problem ?? camera?.problem) || !recipe;

/**
 * A station: what it judges by, what its camera sees, which signals it heard, and how fast it answers.
 *
 * Properties: station, may (what somebody may do, by the name of the role).
 */
class Station extends Element {
  static properties = { station: { attribute: false }, may: { attribute: false }, picture: { state: true }, unseen: { state: true }, problem: { state: true } };

  left() {
    this.look(false);
  }

  /** Pictures come while somebody looks, and not one more. */
  look(open) {
    this.looking?.abort();
    this.forget();
    if (open) {
      this.looking = new AbortController();
      this.show(this.looking.signal);
    }
  }

  forget() {
    URL.revokeObjectURL(this.picture);
    this.picture = undefined;
  }

  async show(signal) {
    while (!signal.aborted) {
      await this.showOne(signal);
      await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY); });
    }
  }

  async showOne(signal) {
    try {
      const picture = await blob(`/api/v1/stations/${encodeURIComponent(this.station.name)}/picture`, signal);
      if (!signal.aborted) {
        this.forget();
        this.picture = URL.createObjectURL(picture);
        this.unseen = undefined;
      }
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.unseen = e.message;
      }
    }
  }

  trigger() {
    return this.attempt(async () => {
      await post(`/api/v1/stations/${encodeURIComponent(this.station.name)}/triggers`, {});
      tell('The picture is taken and judged; see Live.');
    });
  }

  learnEmptyPlace() {
    return this.attempt(async () => {
      await post(`/api/v1/stations/${encodeURIComponent(this.station.name)}/empty-place`);
      tell('From now on parts are noticed by how they differ from what is seen now.');
    });
  }

  render() {
    const station = this.station;
    const wrong = cannotWork(station);
    return html`<section class="card" aria-label="Station ${station.name}">
      <div class="head"><h2>${station.name}</h2>
        <span class="tag ${wrong ? 'bad' : 'good'}">${wrong ? 'cannot work' : 'works'}</span>
        ${lately(station.last_missed) ? html`<span class="tag warn">signals were missed</span>` : nothing}
        ${lately(station.answers.last_late) ? html`<span class="tag warn">answers were too late</span>` : nothing}
        <a class="push" href="#/history?station=${encodeURIComponent(station.name)}">Its parts</a></div>
      ${this.trouble()}
      ${[...new Set([station.problem, station.camera?.problem])].filter(Boolean).map((each) => html`<div class="note bad">${each}</div>`)}
      ${station.recipe ? nothing : html`<div class="note bad">No recipe judges ${station.product ?? 'here'}, so that every part gets CANNOT JUDGE. <a href="#/recipes">Activate a recipe</a>, or <a href="#/teach">teach the product</a>.</div>`}
      <div class="columns">${this.judges(station)}${this.pictures(station)}${this.signals(station)}${this.answers(station.answers)}</div>
      ${station.camera ? this.camera() : nothing}</section>`;
  }

  judges({ product, recipe }) {
    return html`<div><h3>What judges</h3><dl class="facts">
      <dt>Product</dt><dd>${product ?? html`not named <span class="soft small">The only product that is judged.</span>`}</dd>
      <dt>Recipe</dt><dd>${recipe ? html`${recipe.name}, version ${recipe.version} <a href="#/recipes/${recipe.digest}"><code>${short(recipe.digest)}</code></a>` : 'none'}</dd></dl></div>`;
  }

  pictures({ source, camera }) {
    return html`<div><h3>Pictures</h3><dl class="facts">
      <dt>From</dt><dd>${SOURCES[source.kind]} <code>${source.address}</code></dd>
      ${camera ? html`<dt>Last picture</dt><dd>${camera.last_frame ? html`${ago(camera.last_frame)}, ${camera.width} × ${camera.height}` : 'none yet'}</dd>
        <dt>Pictures</dt><dd class="number">${camera.rate.toFixed(1)} a second</dd>
        ${camera.brightness === null ? nothing : this.looks(camera)}
        <dt>Begun anew</dt><dd>${many(camera.restarts, 'time')} <span class="soft small">How often the camera was lost and spoken to again.</span></dd>` : nothing}</dl></div>`;
  }

  looks({ brightness, contrast, sharpness }) {
    return html`<dt>Brightness</dt><dd><span class="number">${brightness.toFixed(0)} of ${WHITE}</span> <span class="soft small">Exposure: 0 is black, ${WHITE} is white.</span></dd>
      <dt>Contrast</dt><dd><span class="number">${contrast.toFixed(1)}</span> <span class="soft small">How far bright and dark lie apart; near 0 nothing is seen.</span></dd>
      <dt>Sharpness</dt><dd><span class="number">${sharpness.toFixed(1)}</span> <span class="soft small">Focus: turn the lens until it is greatest. It means something only beside other pictures of this camera.</span></dd>`;
  }

  signals(station) {
    const kind = SIGNALS[station.address] ?? SIGNALS[station.address.split(':')[0]] ?? 'signals';
    const count = (word, number, time, meaning) => html`<dt>${word}</dt><dd>${number > 0 ? html`<span class="tag warn number">${whole(number)}</span>` : html`<span class="number">0</span>`}${last(number, time)} <span class="soft small">${meaning}</span></dd>`;
    return html`<div><h3>Signals</h3><dl class="facts">
      <dt>From</dt><dd>${station.source.kind === 'MESSAGES' ? 'each message is a part' : kind} ${station.address.includes(':') ? html`<code>${station.address}</code>` : nothing}</dd>
      <dt>Last</dt><dd>${station.last_trigger ? html`number <span class="number">${whole(station.last_number)}</span>, ${ago(station.last_trigger)}` : 'none since the start'}</dd>
      <dt>Heard</dt><dd class="number">${whole(station.triggers)}</dd>
      ${count('Missed', station.missed, station.last_missed, 'Numbers that were left out, or came while the box was away. Their parts got CANNOT JUDGE.')}
      ${count('Twice', station.doubled, null, 'The same number again; it was answered once.')}
      ${station.anew ? count('Anew', station.anew, null, 'How often the machine began to count anew.') : nothing}
      ${station.refused ? count('Not understood', station.refused, null, 'What came was no signal; the log has it.') : nothing}
      ${station.free_running ? this.noticed(station) : nothing}</dl>
      ${station.address === 'http:api' && this.may.operator ? html`<button @click=${() => this.trigger()}>Take a picture now</button>` : nothing}</div>`;
  }

  noticed({ free_running: noticed }) {
    return html`<dt>Now</dt><dd>${noticed.problem ? 'not known' : noticed.present ? 'something is there' : 'the place is empty'}</dd>
      <dt>Passed by</dt><dd><span class="number">${whole(noticed.passed_by)}</span> <span class="soft small">Did not come to rest, and was not judged.</span></dd>
      <dt>Too many</dt><dd><span class="number">${whole(noticed.lost)}</span> <span class="soft small">Came faster than they could be judged; they count as missed.</span></dd>`;
  }

  answers(answers) {
    return html`<div><h3>Answers</h3><dl class="facts">
      <dt>Given</dt><dd><span class="number">${whole(answers.given)}</span>${answers.given ? html`, last ${ago(answers.last)}` : nothing}</dd>
      <dt>Time allowed</dt><dd><span class="number">${allowed(answers.deadline_ms)}</span> <span class="soft small">A part without a verdict by then gets CANNOT JUDGE.</span></dd>
      <dt>Too late</dt><dd>${answers.late ? html`<span class="tag warn number">${whole(answers.late)}</span>` : html`<span class="number">0</span>`}${last(answers.late, answers.last_late)}</dd>
      ${answers.parts ? html`<dt>Usually</dt><dd>within <b class="number">${milliseconds(answers.median_ms)}</b> <span class="soft small">Half of the last ${many(answers.parts, 'part')}, from the picture's arrival until the verdict was kept.</span></dd>
        <dt>At worst</dt><dd>within <b class="number">${milliseconds(answers.p99_ms)}</b> <span class="soft small">99 of 100 of them.</span></dd>` : nothing}
      ${this.station.unanswered ? html`<dt>No answer</dt><dd><span class="tag bad number">${whole(this.station.unanswered)}</span> <span class="soft small">Nothing could be kept; the machine must take that for CANNOT JUDGE. See Health.</span></dd>` : nothing}</dl></div>`;
  }

  camera() {
    const empty = this.station.free_running && this.may.engineer;
    return html`<details @toggle=${(e) => this.look(e.target.open)}><summary>See what the camera sees</summary>
      <div class="page">${this.unseen ? html`<div class="note warn">${this.unseen}</div>` : nothing}
        ${this.picture ? html`<img class="seen" src=${this.picture} alt="What the camera of ${this.station.name} sees now">` : this.unseen ? nothing : html`<p class="soft">A moment…</p>`}
        ${empty && this.picture ? html`<p class="soft small">Parts are noticed by how they differ from the place without a part. When the light has changed, clear the place and show it again.</p>
          <div><button @click=${() => this.learnEmptyPlace()}>This is the place without a part</button></div>` : nothing}</div></details>`;
  }
}

customElements.define('edge-station', Station);
