import { html, nothing } from 'lit';
import { Element, isSecond, tell } from '../parts/element.js';
import { change, get, identity, post, query, signIn, text } from '../api.js';
import { bytes, dateTime, short } from '../words.js';

const ROLES = { viewer: 'sees', operator: 'judges and gives feedback', engineer: 'teaches and activates', admin: 'everything' };

const CHANGES = 20;
const KINDS = {
  start: 'start', activation: 'activation', 'roll-back': 'roll-back', deactivation: 'deactivation', 'recipe-import': 'recipe imported',
  'recipe-deletion': 'recipe deleted', candidate: 'candidate', 'candidate-end': 'end of a candidate', dataset: 'dataset',
  training: 'training', configuration: 'configuration', 'token-created': 'token made', 'token-revoked': 'token revoked',
  retention: 'old parts deleted', drift: 'drift', engine: 'engine', trigger: 'signals of a machine', 'empty-place': 'place without a part', 'verdicts-dropped': 'verdicts given up',
  'verdicts-refused': 'verdicts refused', 'verdicts-told-again': 'verdicts sent again', 'verdicts-discarded': 'refused verdicts dropped', revocation: 'recipe revoked',
};
const SECTIONS = [['about', 'About'], ['tokens', 'Tokens'], ['changes', 'Changes'], ['configuration', 'Configuration']];
/** Where values come from that nobody has set. */
const OF_THE_BOX = ['default', 'Runtime Values', 'ValueRegistryConfigSource'];
/** Letters of a value that are shown at once. */
const LONG = 100;
const DIGEST = /^[0-9a-f]{64}$/;

/** Names and values as people read them; digests cut as everywhere. */
function details(values) {
  const plain = (value) => {
    const written = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (written.length > LONG) {
      return html`<details><summary>${written.slice(0, LONG)}…</summary><code>${written}</code></details>`;
    }
    return DIGEST.test(written.replace('sha256:', '')) ? html`<code title=${written}>${short(written)}</code>` : written;
  };
  return Object.entries(values).map(([name, value], i) => html`${i ? ', ' : ''}<span class="soft">${name.replaceAll('_', ' ')}</span> ${plain(value)}`);
}

/** What keys have in common: "destseg.journal". */
const family = (key) => key.split('.').slice(0, 2).join('.');

class Settings extends Element {
  static properties = {
    rest: { attribute: false },
    settings: { state: true }, filter: { state: true }, tokens: { state: true }, made: { state: true }, about: { state: true },
    notice: { state: true }, identity: { state: true }, changes: { state: true }, kind: { state: true }, refusedChanges: { state: true }, refusedSettings: { state: true }, refusedTokens: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    this.made = [];
  }

  entered() {
    this.filter = '';
    const part = async (name, path) => {
      try {
        const found = await get(path, this.leaving.signal);
        // What somebody has asked for meanwhile stays.
        this[name] ??= found;
      } catch (e) {
        this[`refused${name[0].toUpperCase()}${name.slice(1)}`] = e.message;
      }
    };
    part('settings', '/api/v1/configuration');
    part('identity', '/api/v1/identity');
    part('tokens', '/api/v1/tokens');
    part('about', '/api/v1/about');
    part('changes', `/api/v1/events?size=${CHANGES}`);
    text('/static/NOTICE').then((notice) => { this.notice = notice; }, () => {});
  }

  async create(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    await this.once(async () => {
      const { open } = await identity();
      const made = await post('/api/v1/tokens', { role: form.get('role'), name: form.get('name') || null, days: form.get('days') ? Number(form.get('days')) : null });
      this.made = [...this.made, made];
      event.target.reset();
      if (open) {
        // From now on everybody is asked who they are; whoever made the first token goes on with it.
        signIn(made.secret);
        this.identity = await identity();
        window.dispatchEvent(new CustomEvent('edge-known'));
      }
      this.tokens = await get('/api/v1/tokens').catch(() => this.tokens);
    });
  }

  async revoke(name) {
    await this.once(async () => {
      await change('DELETE', `/api/v1/tokens/${encodeURIComponent(name)}`);
      this.tokens = await get('/api/v1/tokens');
      tell(`The token ${name} is worth nothing any more.`);
    }, name);
  }

  render() {
    const sections = { about: () => this.about_(), tokens: () => this.tokens_(), changes: () => this.changes_(), configuration: () => this.settings_() };
    const shown = sections[this.rest?.[0]] ? this.rest[0] : 'about';
    return html`<div class="page"><h1>Settings</h1>
      <nav aria-label="Settings"><ul class="tabs">${SECTIONS.map(([name, title]) => html`<li><a href="#/settings/${name}" aria-current=${name === shown ? 'page' : 'false'}>${title}</a></li>`)}</ul></nav>
      ${this.trouble()}${sections[shown]()}</div>`;
  }

  about_() {
    return html`<section class="card" aria-label="About"><h2>About</h2>
      ${this.about ? html`<dl class="facts"><dt>DeSTSeg Edge</dt><dd>${this.about.version}</dd><dt>Java</dt><dd>${this.about.java}</dd>
        <dt>System</dt><dd>${this.about.system}, ${this.about.processors} processors</dd><dt>Memory</dt><dd>up to ${bytes(this.about.memory)} for Java</dd>
        <dt>Interface</dt><dd><a href="/api/openapi">/api/openapi</a></dd></dl>` : nothing}
      ${this.notice ? html`<details><summary>Licences and attributions</summary><pre class="scroll small" tabindex="0">${this.notice}</pre></details>` : nothing}</section>`;
  }

  tokens_() {
    return html`<section class="card" aria-label="Tokens"><h2>Tokens</h2>
      ${this.refusedTokens ? html`<p class="note">${this.refusedTokens}</p>` : html`
        ${this.identity?.open ? html`<p class="note warn">There is no token yet: whoever works on this machine may do everything. With the first token everybody has to sign in. It is an admin's, and this tab is signed in with it at once; write it down, for other tabs and computers ask for it.</p>` : nothing}
        ${this.made.map((each) => html`<div class="note good" role="status"><b>The token ${each.token.name} is made. Copy it now; it is shown this once.</b><code>${each.secret}</code>
          <div><button @click=${() => { this.made = this.made.filter((other) => other !== each); }}>It is copied</button></div></div>`)}
        ${this.tokens?.length ? html`<div class="scroll"><table><thead><tr><th>Name</th><th>Role</th><th>Made</th><th>Valid until</th><th><span class="unseen">Actions</span></th></tr></thead>
          <tbody>${this.tokens.map((each) => html`<tr><td>${each.name}</td><td>${each.role}</td><td>${dateTime(each.created)}</td><td>${each.expires ? dateTime(each.expires) : 'until revoked'}</td>
            <td class="right"><button @click=${(e) => isSecond(e) || this.revoke(each.name)} aria-label="Revoke ${each.name}">Revoke</button></td></tr>`)}</tbody></table></div>` : nothing}
        <form class="filters" @submit=${this.create} aria-label="New token">
          <label class="field">Role <select name="role">${Object.entries(ROLES).filter(([name]) => name === 'admin' || !this.identity?.open).map(([name, may]) => html`<option value=${name}>${name}: ${may}</option>`)}</select></label>
          <label class="field">Name, may be left out <input name="name" maxlength="64"></label>
          <label class="field">Days, for ever without <input name="days" type="number" min="1" max="36500"></label>
          <button class="main" @click=${(e) => isSecond(e) && e.preventDefault()}>Make a token</button></form>`}</section>`;
  }

  async ask(kind) {
    this.kind = kind;
    await this.attempt(async () => {
      const asked = await get(`/api/v1/events?${query({ kind, size: CHANGES })}`, this.leaving.signal);
      if (this.kind === kind) {
        this.changes = asked;
      }
    });
  }

  async older() {
    const { kind, changes } = this;
    await this.once(async () => {
      const older = await get(`/api/v1/events?${query({ kind, size: CHANGES, cursor: changes.next })}`, this.leaving.signal);
      if (this.changes === changes) {
        this.changes = { events: [...changes.events, ...older.events], next: older.next };
      }
    });
  }

  changes_() {
    return html`<section class="card" aria-label="Changes"><h2>What changed, and who changed it</h2>
      ${this.refusedChanges ? html`<p class="note">${this.refusedChanges}</p>` : html`
      <div class="filters"><label class="field">Kind <select @change=${(e) => this.ask(e.target.value)}><option value="">all</option>
        ${Object.entries(KINDS).map(([kind, word]) => html`<option value=${kind}>${word}</option>`)}</select></label></div>
      ${this.changes?.events.length === 0 ? html`<p class="soft">Nothing of this kind has changed.</p>` : nothing}
      ${this.changes?.events.length ? html`<div class="scroll" tabindex="0"><table><thead><tr><th>Time</th><th>Who</th><th>What</th><th>Details</th></tr></thead>
        <tbody>${this.changes.events.map((each) => html`<tr><td class="number whole">${dateTime(each.time)}</td><td>${each.who}</td><td class="whole">${KINDS[each.kind] ?? each.kind}</td><td class="small">${details(each.details)}</td></tr>`)}</tbody></table></div>
        ${this.changes.next ? html`<button aria-disabled=${this.acting} @click=${() => this.older()}>Show older changes</button>` : nothing}` : nothing}`}</section>`;
  }

  settings_() {
    return html`<section class="card" aria-label="Configuration"><h2>Configuration in force</h2>
      ${this.refusedSettings ? html`<p class="note">${this.refusedSettings}</p>` : html`
      <p class="soft">Values are set in the file that <code>--config</code> names, or by environment variables; they are read at the start.</p>
      <label class="field">Find <input type="search" .value=${this.filter} @input=${(e) => { this.filter = e.target.value.trim(); }}></label>
      ${this.families().map(([name, values, open]) => html`<details ?open=${open}><summary><b>${name}</b> <span class="soft number">${values.length}</span></summary>
        <div class="scroll" tabindex="0"><table><thead><tr><th>Key</th><th>Value</th><th>Comes from</th></tr></thead>
        <tbody>${values.map((each) => this.setting(each))}</tbody></table></div></details>`)}`}</section>`;
  }

  setting({ key, value, source }) {
    return html`<tr><td><code>${key}</code></td><td><code>${value}</code></td><td>${source === 'default' ? html`<span class="soft">default</span>` : html`<code>${source}</code>`}</td></tr>`;
  }

  /** What somebody has set stands open at the top; what was looked for is open too. */
  families() {
    const fitting = (this.settings ?? []).filter((each) => each.key.includes(this.filter) || each.value.includes(this.filter));
    const groups = new Map();
    fitting.forEach((each) => groups.set(family(each.key), [...(groups.get(family(each.key)) ?? []), each]));
    const own = fitting.filter((each) => !OF_THE_BOX.includes(each.source));
    const all = [...groups].map(([name, values]) => [name, values, this.filter !== '']);
    return own.length ? [['Set on this box', own, true], ...all] : all;
  }
}

customElements.define('edge-settings', Settings);
