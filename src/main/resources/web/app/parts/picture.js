import { html } from 'lit';
import { Element } from './element.js';
import { blob } from '../api.js';

const KEPT = 240;
const AT_ONCE = 6;
const cache = new Map();
const waiting = [];
let loading = 0;

function next() {
  while (loading < AT_ONCE && waiting.length > 0) {
    const { path, signal, resolve, reject } = waiting.pop();
    loading++;
    blob(path, signal)
      .then((content) => resolve(keep(path, URL.createObjectURL(content))), reject)
      .finally(() => {
        loading--;
        next();
      });
  }
}

/** The newest pictures stay; memory is bounded however long a page is open. */
function keep(path, url) {
  cache.set(path, url);
  while (cache.size > KEPT) {
    const [oldest, old] = cache.entries().next().value;
    cache.delete(oldest);
    URL.revokeObjectURL(old);
  }
  return url;
}

/** Nobody waits for what is not wanted any more: a fast line would be further ahead with each part. */
function picture(path, signal) {
  if (cache.has(path)) {
    return Promise.resolve(keep(path, take(path)));
  }
  return new Promise((resolve, reject) => {
    const wanted = { path, signal, resolve, reject };
    waiting.push(wanted);
    signal.addEventListener('abort', () => {
      const place = waiting.indexOf(wanted);
      if (place >= 0) {
        waiting.splice(place, 1);
        reject(signal.reason);
      }
    });
    next();
  });
}

function take(path) {
  const url = cache.get(path);
  cache.delete(path);
  return url;
}

/** A small picture that the appliance gives out, loaded when it comes into view. */
class Picture extends Element {
  static properties = { src: {}, alt: {}, url: { state: true }, missing: { state: true } };

  entered() {
    this.seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        this.visible = true;
        this.seen.disconnect();
        this.load();
      }
    }, { rootMargin: '200px' });
    this.seen.observe(this);
  }

  left() {
    this.seen.disconnect();
    this.loading?.abort();
  }

  willUpdate(changed) {
    if (changed.has('src')) {
      this.url = this.missing = undefined;
      if (this.visible) {
        this.load();
      }
    }
  }

  async load() {
    this.loading?.abort();
    const loading = new AbortController();
    this.loading = loading;
    try {
      const url = await picture(this.src, loading.signal);
      if (!loading.signal.aborted) {
        this.url = url;
        this.missing = undefined;
      }
    } catch (e) {
      if (!loading.signal.aborted) {
        this.missing = e.status === 0 ? 'no connection' : 'no image';
      }
    }
  }

  render() {
    if (this.missing) {
      return html`<span class="none">${this.missing}</span>`;
    }
    return this.url
      ? html`<img src=${this.url} alt=${this.alt ?? ''} @error=${() => this.load()}>`
      : html`<span class="none" aria-hidden="true">…</span>`;
  }
}

customElements.define('edge-picture', Picture);
