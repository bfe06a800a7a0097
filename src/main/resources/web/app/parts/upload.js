import { post } from '../api.js';

const AT_ONCE = 3;
/** Milliseconds after which an image is sent again that the box could not be reached for. */
const AGAIN = 3000;
/** What was refused is named; of many the first. */
const NAMED = 50;
const uploads = new Map();

/**
 * Photographs on their way into a dataset. They go on while other pages are shown, wait for the connection and for whoever has to
 * sign in, and say "moved" at every step.
 */
class Upload extends EventTarget {
  constructor(dataset) {
    super();
    this.dataset = dataset;
    this.waiting = [];
    this.sending = 0;
    this.begin();
  }

  get isBusy() {
    return this.sending > 0;
  }

  begin() {
    this.all = 0;
    this.done = 0;
    this.again = 0;
    this.refused = [];
    this.refusals = 0;
    this.cut = false;
  }

  /** @param known digests of the images that are there already */
  add(files, label, known) {
    if (!this.isBusy) {
      this.begin();
    }
    const taken = [...files].map((file) => ({ file, label, known }));
    this.all += taken.length;
    this.waiting.push(...taken);
    while (this.sending < AT_ONCE && this.waiting.length > 0) {
      this.sending++;
      this.work();
    }
    this.move();
  }

  move() {
    this.dispatchEvent(new CustomEvent('moved'));
  }

  async work() {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      await this.send(next);
      this.move();
    }
    this.sending--;
    this.move();
  }

  async send(next) {
    try {
      const { image } = await post(`/api/v1/datasets/${this.dataset}/images?label=${next.label}`, new Blob([next.file], { type: 'application/octet-stream' }));
      this.again += next.known.has(image) ? 1 : 0;
      next.known.add(image);
      this.cut = false;
      this.done++;
    } catch (e) {
      if (e.status === 0) {
        this.cut = true;
        this.move();
        this.waiting.unshift(next);
        await new Promise((resolve) => { setTimeout(resolve, AGAIN); });
        return;
      }
      if (e.name === 'AbortError') {
        this.waiting = [];
        this.all = this.done;
        return;
      }
      this.done++;
      this.refusals++;
      this.refused = [...this.refused, `${next.file.name ?? 'The photograph'}: ${e.message}`].slice(0, NAMED);
    }
  }
}

export function uploadOf(dataset) {
  if (!uploads.has(dataset)) {
    uploads.set(dataset, new Upload(dataset));
  }
  return uploads.get(dataset);
}

// What has not been sent is only in this tab.
window.addEventListener('beforeunload', (event) => {
  if ([...uploads.values()].some((each) => each.isBusy)) {
    event.preventDefault();
  }
});
