import { LitElement, html, nothing } from 'lit';
import { isWaitingForSignIn } from '../api.js';
import { SHAPE } from '../icons.js';
import { WORD } from '../words.js';

/** Elements of the console share the one style sheet, and stop what they wait for when they leave the page. */
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

  /** Does something that can be refused; what was wrong is shown where the element shows it. */
  async attempt(action) {
    try {
      this.problem = null;
      return await action();
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.problem = e.message;
      }
      return undefined;
    } finally {
      this.requestUpdate();
    }
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

  /** Again and again while the element is shown. */
  every(milliseconds, action) {
    action();
    const timer = setInterval(() => document.hidden || isWaitingForSignIn() || action(), milliseconds);
    this.leaving.signal.addEventListener('abort', () => clearInterval(timer));
  }

  trouble() {
    return this.problem ? html`<div class="note bad" role="alert">${this.problem}</div>` : nothing;
  }
}

export const verdict = (value) => html`<span class="verdict ${value}">${SHAPE[value]}${WORD[value]}</span>`;

export const tell = (text, kind = 'good') =>
  window.dispatchEvent(new CustomEvent('edge-tell', { detail: { text, kind } }));
