import { html, nothing } from 'lit';
import { Element } from './parts/element.js';
import { get, hasToken, post, signIn, signInPath, signOut } from './api.js';
import { ICONS } from './icons.js';

const PAGES = [
  { name: 'live', title: 'Live', load: () => import('./pages/live.js'), page: () => html`<edge-live></edge-live>` },
  { name: 'history', title: 'History', load: () => import('./pages/history.js'), page: (rest, query) => html`<edge-history .rest=${rest} .query=${query}></edge-history>` },
  { name: 'teach', title: 'Teach', load: () => import('./pages/teach.js'), page: (rest) => html`<edge-teach .rest=${rest}></edge-teach>` },
  { name: 'recipes', title: 'Recipes', load: () => import('./pages/recipes.js'), page: (rest, query) => html`<edge-recipes .rest=${rest} .query=${query}></edge-recipes>` },
  { name: 'trainings', title: 'Training', load: () => import('./pages/trainings.js'), page: (rest) => html`<edge-trainings .rest=${rest}></edge-trainings>` },
  { name: 'registry', title: 'Registry', load: () => import('./pages/registry.js'), page: () => html`<edge-registry></edge-registry>` },
  { name: 'health', title: 'Health', load: () => import('./pages/health.js'), page: () => html`<edge-health></edge-health>` },
  { name: 'settings', title: 'Settings', load: () => import('./pages/settings.js'), page: () => html`<edge-settings></edge-settings>` },
];
const THEME = 'destseg.theme';
const TOAST_SECONDS = 8;
/** Where somebody was before they went to sign in elsewhere. */
const PLACE = 'destseg.place';

/** Where the address points: #/history/ID?verdict=DEFECT */
function place() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/').map(decodeURIComponent);
  return { page: PAGES.find((each) => each.name === name) ?? PAGES[0], rest, query: new URLSearchParams(query) };
}

class Shell extends Element {
  static properties = {
    at: { state: true }, who: { state: true }, refused: { state: true }, toasts: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    this.toasts = [];
    this.setTheme(localStorage.getItem(THEME) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  }

  entered() {
    const { signal } = this.leaving;
    window.addEventListener('hashchange', () => this.go(), { signal });
    window.addEventListener('edge-signed-out', () => this.askWho(hasToken()), { signal });
    window.addEventListener('edge-tell', (event) => this.toast(event.detail), { signal });
    this.start();
  }

  async start() {
    this.refused = undefined;
    this.noRole = false;
    await this.attempt(async () => {
      this.who = await this.identity();
      if (this.who) {
        this.goBack();
        await this.go();
      }
    });
  }

  /** Somebody may be known and have no role here, whom another account or a token helps. */
  async identity() {
    try {
      return await get('/api/v1/identity');
    } catch (e) {
      if (e.status !== 403) {
        throw e;
      }
      this.noRole = true;
      this.refused = 'You are known, but have no role on this box. Whoever looks after accounts or tokens gives one.';
      return undefined;
    }
  }

  goBack() {
    const place = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (place && !location.hash) {
      history.replaceState(null, '', place);
    }
  }

  async go() {
    const asked = location.hash;
    const next = place();
    await next.page.load();
    if (location.hash !== asked) {
      return; // The next change of address is under way already.
    }
    this.at = next;
    document.title = `${next.page.title} · DeSTSeg Edge`;
    await this.updateComplete;
    if (this.moved) {
      this.querySelector('main')?.focus({ preventScroll: true });
    }
    this.moved = true;
  }

  /** An account's session here ends; that at the provider goes on. */
  async leave() {
    await this.attempt(async () => {
      if (!hasToken()) {
        await post('/sign-out');
      }
      signOut();
      this.who = undefined;
      // Asks who comes next, and by which ways.
      await this.start();
    });
  }

  askWho(tried) {
    signOut();
    this.who = undefined;
    this.problem = null;
    this.refused = tried ? 'This token is not valid here, or not any more.' : '';
  }

  toast(detail) {
    this.toasts = [...this.toasts.slice(-2), detail];
    setTimeout(() => {
      this.toasts = this.toasts.filter((each) => each !== detail);
    }, TOAST_SECONDS * 1000);
  }

  setTheme(name) {
    document.documentElement.dataset.theme = name;
    localStorage.setItem(THEME, name);
    window.dispatchEvent(new CustomEvent('edge-theme'));
    this.requestUpdate();
  }

  render() {
    if (this.refused !== undefined && !this.who) {
      return this.entrance();
    }
    return html`<a class="skip" href="#main" @click=${(e) => { e.preventDefault(); this.querySelector('main').focus(); }}>Skip to the page</a>
      ${this.rail()}
      <main id="main" tabindex="-1">
        ${this.trouble()}
        ${this.problem ? html`<p><button @click=${() => this.start()}>Try again</button></p>` : nothing}
        ${this.at?.page.page(this.at.rest, this.at.query) ?? nothing}
      </main>
      <div class="toasts" role="status" aria-live="polite">
        ${this.toasts.map(({ text, kind }) => html`<div class="note ${kind}">${text}</div>`)}
      </div>`;
  }

  rail() {
    const theme = document.documentElement.dataset.theme;
    return html`<header class="rail">
      <div class="brand"><img src="/static/icon.svg" alt=""><span>DeSTSeg Edge</span></div>
      <nav aria-label="Pages"><ul>${PAGES.map(({ name, title }) => html`<li>
        <a href="#/${name}" aria-current=${this.at?.page.name === name ? 'page' : 'false'}>${ICONS[name]}${title}</a></li>`)}
      </ul></nav>
      <div class="foot">
        ${this.who ? html`<span class="who soft">${this.who.open ? 'Nobody is asked who they are' : html`${this.who.name}<br>${this.who.role}`}</span>` : nothing}
        <button class="plain" @click=${() => this.setTheme(theme === 'dark' ? 'light' : 'dark')}>${theme === 'dark' ? 'Light' : 'Dark'}</button>
        ${this.who && !this.who.open ? html`<button class="plain" @click=${() => this.leave()}>Sign out</button>` : nothing}
      </div>
    </header>`;
  }

  entrance() {
    return html`<main class="signin" id="main" tabindex="-1"><form class="card" @submit=${this.enter}>
      <div class="brand"><img src="/static/icon.svg" alt=""><span>DeSTSeg Edge</span></div>
      <h1>Sign in</h1>
      ${this.refused ? html`<div class="note bad" role="alert">${this.refused}</div>` : nothing}
      ${this.noRole ? html`<button type="button" @click=${() => this.leave()}>Sign out</button>` : nothing}
      ${signInPath() ? html`<a class="button main" href=${signInPath()} @click=${() => sessionStorage.setItem(PLACE, location.hash)}>Sign in with your company account</a>
        <p class="soft small">or with a token</p>` : nothing}
      <label class="field">Token
        <input name="token" type="password" autocomplete="current-password" required placeholder="destseg_…" autofocus></label>
      <button class=${signInPath() ? '' : 'main'}>Sign in</button>
      <p class="soft small">An administrator makes tokens under Settings, or with <code>destseg token create --role operator</code>.
        The token is kept until this tab is closed.</p>
    </form></main>`;
  }

  enter(event) {
    event.preventDefault();
    signIn(new FormData(event.target).get('token'));
    this.start();
  }
}

customElements.define('edge-console', Shell);
