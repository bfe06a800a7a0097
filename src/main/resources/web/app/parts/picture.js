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
    const { path, resolve, reject } = waiting.pop();
    loading++;
    blob(path)
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

function picture(path) {
  if (cache.has(path)) {
    return Promise.resolve(keep(path, take(path)));
  }
  return new Promise((resolve, reject) => {
    waiting.push({ path, resolve, reject });
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
  static properties = { src: {}, alt: {}, url: { state: true }, failed: { state: true } };

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
  }

  updated(changed) {
    if (changed.has('src') && this.visible) {
      this.load();
    }
  }

  async load() {
    const wanted = this.src;
    try {
      const url = await picture(wanted);
      if (wanted === this.src) {
        this.url = url;
        this.failed = false;
      }
    } catch {
      this.failed = wanted === this.src;
    }
  }

  render() {
    if (this.failed) {
      return html`<span class="none">no image</span>`;
    }
    return this.url
      ? html`<img src=${this.url} alt=${this.alt ?? ''} @error=${() => this.load()}>`
      : html`<span class="none" aria-hidden="true">…</span>`;
  }
}

customElements.define('edge-picture', Picture);
