import { LitElement, html, nothing } from 'lit';
import { isWaitingForSignIn } from '../api.js';
import { SHAPE } from '../icons.js';
import { WORD } from '../words.js';

/** Milliseconds after which what is asked for again and again is given up, to be asked for anew. */
const PATIENCE = 10_000;

/**
 * Elements of the console share the one style sheet, and stop what they wait for when they leave the page. What shows one thing,
 * such as a part, is keyed by its name where it is rendered: for another one there is another element, which no late answer reaches.
 */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.leaving = new AbortController();
    this.entered?.();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leaving.abort();
    this.left?.();
  }

  /** Does something that can be refused; what was wrong is shown where the element shows it, or said when it has left. */
  async attempt(action) {
    try {
      this.problem = null;
      return await action();
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.problem = e.message;
        if (!this.isConnected) {
          tell(e.message, 'bad');
        }
      }
      return undefined;
    } finally {
      this.requestUpdate();
    }
  }

  /**
   * As attempt, for what must not be done twice: until it is done, whoever asks for the same again is not heard.
   *
   * @param what is done, where the element does several things that have nothing to do with each other
   */
  async once(action, what = '') {
    this.underWay ??= new Set();
    if (this.underWay.has(what)) {
      return undefined;
    }
    this.underWay.add(what);
    this.requestUpdate();
    try {
      return await this.attempt(action);
    } finally {
      this.underWay.delete(what);
      this.requestUpdate();
    }
  }

  /** Whether something is under way that must not be done twice. */
  get acting() {
    return Boolean(this.underWay?.size);
  }

  /** @returns a way to another page, for when an action is done; who has gone elsewhere meanwhile stays there */
  onward() {
    const from = location.hash;
    return (to) => {
      if (this.isConnected && location.hash === from) {
        location.hash = to;
      }
    };
  }

  /** Asks again for what is shown. What somebody was told of an action of theirs stays; that this failed goes when it succeeds. */
  async refresh(action) {
    try {
      await action();
      if (this.problem === this.stale) {
        this.problem = null;
      }
      this.stale = undefined;
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.stale = e.message;
        this.problem = e.message;
      }
    } finally {
      this.requestUpdate();
    }
  }

  /**
   * Again and again while the element is shown, one round after the other.
   *
   * @param action is given the signal that ends its round
   */
  every(milliseconds, action) {
    let isUnderWay = false;
    const round = async () => {
      if (isUnderWay) {
        return;
      }
      isUnderWay = true;
      try {
        await action(AbortSignal.any([this.leaving.signal, AbortSignal.timeout(PATIENCE)]));
      } finally {
        isUnderWay = false;
      }
    };
    round();
    const timer = setInterval(() => document.hidden || isWaitingForSignIn() || round(), milliseconds);
    this.leaving.signal.addEventListener('abort', () => clearInterval(timer));
  }

  trouble() {
    return this.problem ? html`<div class="note bad" role="alert">${this.problem}</div>` : nothing;
  }
}

/** Whether a click is the second of a double one, where the first has put another button under the pointer. */
export const isSecond = (event) => event.detail > 1;

export const verdict = (value) => html`<span class="verdict ${value}">${SHAPE[value]}${WORD[value]}</span>`;

export const tell = (text, kind = 'good') =>
  window.dispatchEvent(new CustomEvent('edge-tell', { detail: { text, kind } }));
