import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Element } from './parts/element.js';
import { giveUp, goOn, hasToken, identity, post, probe, signIn, signInPath, signOut } from './api.js';
import { ICONS } from './icons.js';

const PAGES = [
  { name: 'live', title: 'Live', load: () => import('./pages/live.js'), page: () => html`<edge-live></edge-live>` },
  { name: 'history', title: 'History', load: () => import('./pages/history.js'), page: (rest, query) => html`<edge-history .rest=${rest} .query=${query}></edge-history>` },
  { name: 'line', title: 'Line', load: () => import('./pages/line.js'), page: () => html`<edge-line></edge-line>` },
  { name: 'teach', title: 'Teach', load: () => import('./pages/teach.js'), page: ([product, step, recipe]) => keyed(`${product} ${recipe}`, html`<edge-teach .name=${product} .step=${step} .digest=${recipe}></edge-teach>`) },
  { name: 'recipes', title: 'Recipes', load: () => import('./pages/recipes.js'), page: (rest, query) => html`<edge-recipes .rest=${rest} .query=${query}></edge-recipes>` },
  { name: 'trainings', title: 'Training', load: () => import('./pages/trainings.js'), page: (rest) => html`<edge-trainings .rest=${rest}></edge-trainings>` },
  { name: 'registry', title: 'Registry', load: () => import('./pages/registry.js'), page: () => html`<edge-registry></edge-registry>` },
  { name: 'health', title: 'Health', load: () => import('./pages/health.js'), page: () => html`<edge-health></edge-health>` },
  { name: 'settings', title: 'Settings', load: () => import('./pages/settings.js'), page: (rest) => html`<edge-settings .rest=${rest}></edge-settings>` },
];
const THEME = 'destseg.theme';
const TOAST_SECONDS = 8;
/** Milliseconds after which it is looked again whether somebody has signed in elsewhere. */
const LOOK_AGAIN = 2000;
/** Milliseconds after which the first page has what it needs. */
const SETTLED = 2000;
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
    at: { state: true }, who: { state: true }, refused: { state: true }, away: { state: true }, other: { state: true }, toasts: { state: true }, problem: { state: true },
  };

  constructor() {
    super();
    this.toasts = [];
    this.setTheme(localStorage.getItem(THEME) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  }

  entered() {
    const { signal } = this.leaving;
    window.addEventListener('hashchange', () => this.go(), { signal });
    window.addEventListener('keydown', (event) => this.heldEnter(event), { signal, capture: true });
    window.addEventListener('edge-signed-out', () => { this.away = Boolean(this.who); }, { signal });
    window.addEventListener('edge-known', () => this.recognise(), { signal });
    window.addEventListener('focus', () => this.lookElsewhere(), { signal });
    const looking = setInterval(() => this.lookElsewhere(), LOOK_AGAIN);
    signal.addEventListener('abort', () => clearInterval(looking));
    window.addEventListener('edge-tell', (event) => this.toast(event.detail), { signal });
    // Beside the question who this is.
    place().page.load().catch(() => {});
    this.start();
  }

  async start() {
    this.refused = undefined;
    this.noRole = false;
    await this.attempt(async () => {
      const who = await this.ask();
      if (who) {
        await this.welcome(who);
      }
    });
  }

  /** Whoever was signed out in the middle of their work goes on with it; somebody under another name says whether to. */
  async welcome(who) {
    if (!this.away) {
      await this.begin(who);
    } else if (this.who.open || this.who.name === who.name) {
      // Before there were tokens, nobody was asked who they are.
      this.resume(who);
    } else {
      this.other = who;
    }
  }

  /** On a page of their own. */
  async begin(who) {
    giveUp();
    Object.assign(this, { who, away: false, other: undefined, at: undefined });
    await this.updateComplete;
    this.goBack();
    await this.go();
    setTimeout(() => this.fetchPages(), SETTLED);
  }

  /** So that pages are there also while the network is not. */
  fetchPages() {
    PAGES.forEach(({ load }) => load().catch(() => {}));
  }

  resume(who) {
    Object.assign(this, { who, away: false, other: undefined });
    goOn();
  }

  /** Nobody known may be here, or somebody without a role, whom another account or a token helps. */
  async ask() {
    try {
      return await identity();
    } catch (e) {
      if (e.status === 401) {
        this.refused = hasToken() ? 'This token is not valid here, or not any more.' : '';
        signOut();
      } else if (e.status === 403) {
        this.noRole = true;
        this.refused = 'You are known, but have no role on this box. Whoever looks after accounts or tokens gives one.';
      } else {
        throw e;
      }
      return undefined;
    }
  }

  /** The token of this tab has changed under the page that is shown. */
  async recognise() {
    this.who = await identity().catch(() => this.who);
  }

  /** An account may have signed in in another tab meanwhile. */
  async lookElsewhere() {
    if (this.away && !this.other && signInPath() && !hasToken()) {
      const who = await identity().catch(() => undefined);
      if (who && this.away) {
        await this.welcome(who);
      }
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
    try {
      await next.page.load();
    } catch {
      this.unloaded = true;
      this.problem = `The page ${next.page.title} could not be loaded: the appliance cannot be reached. Check the network, then try again.`;
      return;
    }
    if (location.hash !== asked) {
      return; // The next change of address is under way already.
    }
    this.problem = null;
    this.unloaded = false;
    this.at = next;
    document.title = `${next.page.title} · DeSTSeg Edge`;
    await this.updateComplete;
    if (this.moved) {
      this.querySelector('main')?.focus({ preventScroll: true });
    }
    this.moved = true;
  }

  /** Browsers click a button again and again while Enter is held, also the one that has taken its place. */
  heldEnter(event) {
    if (event.key === 'Enter' && event.repeat && event.target.matches('button, input')) {
      event.preventDefault();
    }
  }

  /** A browser may not ask again for a file that it could not have; once the box is there, the whole console is loaded anew. */
  async tryAgain() {
    if (!this.unloaded) {
      return this.start();
    }
    return this.attempt(async () => {
      await probe('/q/health/live');
      location.reload();
    });
  }

  /** An account's session here ends; that at the provider goes on. */
  async leave() {
    await this.attempt(async () => {
      if (!hasToken()) {
        await post('/sign-out');
      }
      signOut();
      giveUp();
      this.who = undefined;
      Object.assign(this, { at: undefined, away: false, other: undefined });
      // Asks who comes next, and by which ways.
      await this.start();
    });
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
        ${this.away ? nothing : this.trouble()}
        ${this.problem && !this.away ? html`<p><button @click=${() => this.tryAgain()}>Try again</button></p>` : nothing}
        ${this.at?.page.page(this.at.rest, this.at.query) ?? nothing}
      </main>
      ${this.away ? this.comingBack() : nothing}
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

  updated() {
    const dialog = this.querySelector('dialog.signin');
    if (dialog && !dialog.open) {
      dialog.showModal();
    }
  }

  entrance() {
    return html`<main class="signin" id="main" tabindex="-1">${this.signInForm('Sign in', nothing)}</main>`;
  }

  /** Covers the page and leaves it as it is. */
  comingBack() {
    const stay = (event) => {
      event.preventDefault();
      this.requestUpdate();
    };
    return html`<dialog class="signin" aria-label="Sign in again" @cancel=${stay} @close=${stay}>${this.other ? this.choice() : this.signInForm('Sign in to go on', html`<p>You are signed out here: the token or the session has ended.
      Nothing on the page is lost; what was being sent waits for you.</p>`)}</dialog>`;
  }

  choice() {
    return html`<div class="card"><h1>You are ${this.other.name} now</h1>
      <p>The page that is open was begun by ${this.who.name}. What was being sent there would be sent in your name.</p>
      <div class="line"><button class="main" @click=${() => this.resume(this.other)}>Go on with the open page</button>
        <button @click=${() => this.begin(this.other)}>Begin afresh</button></div></div>`;
  }

  signInForm(title, words) {
    const elsewhere = this.away ? '_blank' : '_self';
    const leave = () => this.away || sessionStorage.setItem(PLACE, location.hash);
    return html`<form class="card" @submit=${this.enter}>
      <div class="brand"><img src="/static/icon.svg" alt=""><span>DeSTSeg Edge</span></div>
      <h1>${title}</h1>${words}
      ${this.trouble()}
      ${this.refused ? html`<div class="note bad" role="alert">${this.refused}</div>` : nothing}
      ${this.noRole ? html`<button type="button" @click=${() => this.leave()}>Sign out</button>` : nothing}
      ${signInPath() ? html`<a class="button main" href=${signInPath()} target=${elsewhere} @click=${leave}>Sign in with your company account</a>
        <p class="soft small">or with a token</p>` : nothing}
      <label class="field">Token
        <input name="token" type="password" autocomplete="current-password" required placeholder="destseg_…" autofocus></label>
      <button class=${signInPath() ? '' : 'main'}>Sign in</button>
      <p class="soft small">An administrator makes tokens under Settings, or with <code>destseg token create --role operator</code>.
        The token is kept until this tab is closed.</p>
    </form>`;
  }

  enter(event) {
    event.preventDefault();
    signIn(new FormData(event.target).get('token'));
    this.start();
  }
}

customElements.define('edge-console', Shell);
