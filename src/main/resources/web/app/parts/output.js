import { html, nothing } from 'lit';
import { Element, tell, verdict } from './element.js';
import { change, get, post, query } from '../api.js';
import { ago, dateTime, many, whole } from '../words.js';

/** Verdicts that are listed; those before stay where they are. */
const SHOWN = 100;
/** Who is told, by the scheme of the address. */
const KINDS = {
  mqtt: 'a broker of messages (MQTT)', mqtts: 'a broker of messages (MQTT, encrypted)', kafka: 'a cluster of Kafka', kafkas: 'a cluster of Kafka (encrypted)',
  http: 'a program, by requests (webhook)', https: 'a program, by requests (webhook, encrypted)', modbus: 'a machine, into its registers (Modbus)',
};

/**
 * Somebody who is told of verdicts: whether that works, what waits, and what was refused for good, to be sent again or dropped.
 *
 * Properties: output, may (what somebody may do, by the name of the role).
 */
class Output extends Element {
  static properties = { output: { attribute: false }, may: { attribute: false }, refused: { state: true }, dropping: { state: true }, problem: { state: true } };

  get path() {
    return `/api/v1/outputs/${encodeURIComponent(this.output.name)}/refused`;
  }

  willUpdate(changed) {
    // What is put aside or taken meanwhile shows in the open list.
    if (changed.has('output') && this.refused && changed.get('output')?.put_aside !== this.output.put_aside) {
      this.list();
    }
  }

  /** In a long list the question would be out of sight. */
  updated(changed) {
    if (changed.has('dropping') && this.dropping) {
      this.querySelector('[role="alertdialog"]').focus();
    }
  }

  list() {
    return this.refresh(() => this.read());
  }

  async read() {
    this.refused = await get(`${this.path}?size=${SHOWN}`, this.leaving.signal);
  }

  sendAgain() {
    return this.once(async () => {
      await post(this.path);
      tell('They are sent again, the oldest first, up to the first that is refused again.');
    });
  }

  /** @param what one inspection, or all through the newest that was listed when somebody asked for it */
  drop({ inspection, through }) {
    this.dropping = undefined;
    return this.attempt(async () => {
      const { verdicts } = await change('DELETE', inspection ? `${this.path}/${inspection}` : `${this.path}?${query({ through })}`);
      tell(`${this.output.name} will not be told of ${many(verdicts, 'verdict')}. The parts stay in the history.`);
      await this.read();
    });
  }

  render() {
    const output = this.output;
    return html`<section class="card" aria-label="Output ${output.name}">
      <div class="head"><h2>${output.name}</h2>${this.state(output)}</div>
      ${this.trouble()}
      ${output.failing ? html`<div class="note bad">${output.last_error}</div>` : nothing}
      <dl class="facts">
        <dt>Kind</dt><dd>${KINDS[output.address.split(':')[0]] ?? 'somebody'} <code>${output.address}</code></dd>
        <dt>Waiting</dt><dd>${output.waiting ? html`<span class="tag ${output.failing ? 'warn' : ''} number">${whole(output.waiting)}</span> the oldest since ${dateTime(output.oldest)}` : html`<span class="number">0</span>`}
          <span class="soft small">Verdicts that it is still to be told of. They are kept on the disk, also over a restart.</span></dd>
        <dt>Told so far</dt><dd><span class="number">${whole(output.delivered)}</span> since the start${output.last_delivered ? html`, last ${ago(output.last_delivered)}` : nothing}</dd>
        ${output.dropped ? html`<dt>Given up</dt><dd><span class="tag warn number">${whole(output.dropped)}</span> last ${ago(output.last_dropped)} <span class="soft small">It was away for too long, or too many waited.</span></dd>` : nothing}
        <dt>Put aside</dt><dd>${output.put_aside ? html`<span class="tag warn number">${whole(output.put_aside)}</span>` : html`<span class="number">0</span>`}
          <span class="soft small">Verdicts that it refused for good, so that they hold up no others.</span></dd>
        ${output.last_error && !output.failing ? html`<dt>Last trouble</dt><dd>${ago(output.last_failed)}: ${output.last_error}</dd>` : nothing}</dl>
      ${output.put_aside || this.refused ? html`<details @toggle=${(e) => { if (e.target.open) { this.list(); } else { this.refused = undefined; } }}>
        <summary>See what was put aside</summary>${this.refused ? this.aside() : nothing}</details>` : nothing}</section>`;
  }

  /** A program that takes requests is not spoken to before there is something to tell. */
  state({ failing, since, address, refused, last_delivered: last }) {
    if (!since) {
      return html`<span class="tag">first attempt goes on</span>`;
    }
    if (!failing && !last && refused === 0 && /^https?:/.test(address)) {
      return html`<span class="tag">nothing was sent yet</span>`;
    }
    return html`<span class="tag ${failing ? 'bad' : 'good'}">${failing ? 'cannot be told' : 'reached'}</span> <span class="soft small">since ${dateTime(since)}</span>`;
  }

  aside() {
    if (this.refused.length === 0) {
      return html`<p class="soft" role="status">Nothing is put aside any more.</p>`;
    }
    return html`<div class="page">
      ${this.may.engineer ? html`<div class="line"><button class="main" @click=${() => this.sendAgain()}>Send them again</button>
        <button @click=${() => { this.dropping = { through: this.refused[0].inspection }; }}>Drop them all</button></div>
        <p class="soft small">Mend first what the receiver does not like; the reason says what. The box writes down who sends again and who drops.</p>`
        : html`<p class="note">An engineer can have them sent again, or drop them.</p>`}
      ${this.dropping ? this.question() : nothing}
      <div class="scroll" tabindex="0" role="group" aria-label="Put aside for ${this.output.name}"><table>
        <thead><tr><th>Put aside</th><th>Part</th><th>Verdict</th><th>Why</th><th><span class="unseen">Actions</span></th></tr></thead>
        <tbody>${this.refused.map((each) => this.row(each))}</tbody></table></div>
      ${this.output.put_aside > this.refused.length ? html`<p class="soft small">The last ${whole(this.refused.length)} of ${whole(this.output.put_aside)} are shown.</p>` : nothing}</div>`;
  }

  row({ inspection, time, reason, message }) {
    const part = message.part_number ?? dateTime(message.time);
    return html`<tr><td class="number whole">${dateTime(time)}</td>
      <td><a href="#/history/${inspection}">${part}</a>${message.station ? html`<br><span class="soft small">${message.station}</span>` : nothing}</td>
      <td>${verdict(message.verdict)}</td><td class="small">${reason}
        <details><summary>What it was to be told</summary><pre class="log">${JSON.stringify(message, null, 2)}</pre></details></td>
      <td class="right">${this.may.engineer ? html`<button aria-label="Drop ${part}" @click=${() => { this.dropping = { inspection, part }; }}>Drop</button>` : nothing}</td></tr>`;
  }

  question() {
    const { inspection, part } = this.dropping;
    return html`<div class="note warn" role="alertdialog" tabindex="-1" aria-label="Drop">
      <p>${inspection ? `${this.output.name} will never be told of the verdict on ${part}.` : `${this.output.name} will never be told of what is put aside until now.`} The history keeps the parts.</p>
      <div class="line"><button class="main" @click=${() => this.drop(this.dropping)}>${inspection ? 'Drop it' : 'Drop all'}</button>
        <button class="plain" @click=${() => { this.dropping = undefined; }}>Leave it</button></div></div>`;
  }
}

customElements.define('edge-output', Output);
