import { html, nothing } from 'lit';
import { Element, tell } from '../parts/element.js';
import { change, get, post, text } from '../api.js';
import { bytes, dateTime } from '../words.js';

const ROLES = { viewer: 'sees', operator: 'judges and gives feedback', engineer: 'teaches and activates', admin: 'everything' };

class Settings extends Element {
  static properties = {
    settings: { state: true }, filter: { state: true }, tokens: { state: true }, made: { state: true }, about: { state: true },
    notice: { state: true }, refusedSettings: { state: true }, refusedTokens: { state: true }, problem: { state: true },
  };

  entered() {
    this.filter = '';
    const part = async (name, path) => {
      try {
        this[name] = await get(path, this.leaving.signal);
      } catch (e) {
        this[`refused${name[0].toUpperCase()}${name.slice(1)}`] = e.message;
      }
    };
    part('settings', '/api/v1/configuration');
    part('tokens', '/api/v1/tokens');
    part('about', '/api/v1/about');
    text('/static/NOTICE').then((notice) => { this.notice = notice; }, () => {});
  }

  async create(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    await this.attempt(async () => {
      this.made = await post('/api/v1/tokens', { role: form.get('role'), name: form.get('name') || null, days: form.get('days') ? Number(form.get('days')) : null });
      event.target.reset();
      this.tokens = await get('/api/v1/tokens').catch(() => this.tokens);
    });
  }

  async revoke(name) {
    await this.attempt(async () => {
      await change('DELETE', `/api/v1/tokens/${encodeURIComponent(name)}`);
      this.tokens = await get('/api/v1/tokens');
      tell(`The token ${name} is worth nothing any more.`);
    });
  }

  render() {
    return html`<div class="page"><h1>Settings</h1>${this.trouble()}${this.about_()}${this.tokens_()}${this.settings_()}</div>`;
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
        ${this.tokens?.length === 0 ? html`<p class="note warn">There is no token yet: whoever works on this machine may do everything. With the first token everybody has to sign in, you too; make one for an admin first.</p>` : nothing}
        ${this.made ? html`<div class="note good" role="status"><b>The token ${this.made.token.name} is made. Copy it now; it is shown this once.</b><code>${this.made.secret}</code></div>` : nothing}
        ${this.tokens?.length ? html`<div class="scroll"><table><thead><tr><th>Name</th><th>Role</th><th>Made</th><th>Valid until</th><th><span class="unseen">Actions</span></th></tr></thead>
          <tbody>${this.tokens.map((each) => html`<tr><td>${each.name}</td><td>${each.role}</td><td>${dateTime(each.created)}</td><td>${each.expires ? dateTime(each.expires) : 'until revoked'}</td>
            <td class="right"><button @click=${() => this.revoke(each.name)} aria-label="Revoke ${each.name}">Revoke</button></td></tr>`)}</tbody></table></div>` : nothing}
        <form class="filters" @submit=${this.create} aria-label="New token">
          <label class="field">Role <select name="role">${Object.entries(ROLES).map(([name, may]) => html`<option value=${name}>${name}: ${may}</option>`)}</select></label>
          <label class="field">Name, may be left out <input name="name" maxlength="64"></label>
          <label class="field">Days, for ever without <input name="days" type="number" min="1" max="36500"></label>
          <button class="main">Make a token</button></form>`}</section>`;
  }

  settings_() {
    const shown = (this.settings ?? []).filter((each) => each.key.includes(this.filter) || each.value.includes(this.filter));
    return html`<section class="card" aria-label="Configuration"><h2>Configuration in force</h2>
      ${this.refusedSettings ? html`<p class="note">${this.refusedSettings}</p>` : html`
      <label class="field">Find <input type="search" @input=${(e) => { this.filter = e.target.value.trim(); }}></label>
      <div class="scroll"><table><thead><tr><th>Key</th><th>Value</th><th>Comes from</th></tr></thead>
        <tbody>${shown.map((each) => html`<tr><td><code>${each.key}</code></td><td><code>${each.value}</code></td><td>${each.source === 'default' ? html`<span class="soft">default</span>` : html`<code>${each.source}</code>`}</td></tr>`)}</tbody></table></div>`}</section>`;
  }
}

customElements.define('edge-settings', Settings);
