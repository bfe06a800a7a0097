import { html, nothing } from 'lit';
import { Element, isSecond, tell } from './element.js';
import { change, get, post, query } from '../api.js';
import { many, short, whole } from '../words.js';
import { findings } from './likeness.js';
import { uploadOf } from './upload.js';

export const FEW = 20;
const SHEET = 500;
const REASONS = 5;

/** The images of a dataset: more are added, and those that deserve a look are pointed out. Says "changed" when they did. */
class Images extends Element {
  static properties = {
    name: {}, images: { state: true }, odd: { state: true }, counts: { state: true }, camera: { state: true }, leftOut: { state: true }, problem: { state: true },
  };

  entered() {
    this.upload = uploadOf(this.name);
    this.upload.addEventListener('moved', () => this.moved(), { signal: this.leaving.signal });
    this.attempt(() => this.load());
  }

  left() {
    this.closeCamera();
  }

  moved() {
    this.requestUpdate();
    if (!this.upload.isBusy) {
      this.attempt(() => this.load());
    }
  }

  async load() {
    const { signal } = this.leaving;
    const { images } = await get(`/api/v1/datasets/${this.name}/images?size=${SHEET}`, signal);
    this.images = images;
    this.counts = await get(`/api/v1/datasets/${this.name}`, signal);
    this.odd = await findings(images.filter((each) => each.label === 'good').map((each) => each.image), (image) => this.thumbnail(image), signal);
  }

  thumbnail(image) {
    return `/api/v1/datasets/${this.name}/images/${image}/thumbnail`;
  }

  add(files, label = 'good') {
    this.upload.add(files, label, new Set((this.images ?? []).map((each) => each.image)));
  }

  choose(event, label) {
    this.add(event.target.files, label);
    event.target.value = '';
  }

  async fromJournal(label) {
    this.leftOut = undefined;
    await this.once(async () => {
      const { added, problems } = await this.fill(label);
      if (added) {
        tell(`${many(added, 'part')} that people judged ${added === 1 ? 'is' : 'are'} in the dataset.`);
      } else if (problems.length === 0) {
        tell(`Nobody has said yet of a part of ${this.name} that it is really ${label}. People do so on the page of a part.`, 'warn');
      }
      this.leftOut = problems;
      await this.load();
    });
  }

  /** Page by page, until the journal has no more. */
  async fill(label) {
    const asked = { product: this.name, opinion: label === 'good' ? 'GOOD' : 'DEFECTIVE', size: SHEET };
    const all = { added: 0, problems: [] };
    let cursor;
    do {
      const page = await post(`/api/v1/datasets/${this.name}/journal?${query({ ...asked, cursor })}`, { label });
      all.added += page.added;
      all.problems.push(...page.problems);
      cursor = page.next;
    } while (cursor);
    return all;
  }

  async drop(image) {
    await this.attempt(async () => {
      await change('DELETE', `/api/v1/datasets/${this.name}/images/${image}`);
      await this.load();
    });
  }

  async openCamera() {
    await this.attempt(async () => {
      if (!navigator.mediaDevices) {
        throw new Error('This browser gives no camera to pages that are not served by HTTPS or from this machine. Upload images instead.');
      }
      const camera = await navigator.mediaDevices.getUserMedia({ video: { width: 1920, height: 1080 } })
        .catch(() => { throw new Error('There is no camera here, or it was refused. Upload images instead.'); });
      this.closeCamera();
      this.camera = camera;
      if (!this.isConnected) {
        // Somebody left while the browser asked whether the page may have the camera.
        this.closeCamera();
        return;
      }
      await this.updateComplete;
      this.querySelector('video').srcObject = this.camera;
    });
  }

  closeCamera() {
    this.camera?.getTracks().forEach((track) => track.stop());
    this.camera = undefined;
  }

  async photograph() {
    const video = this.querySelector('video');
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext('2d').drawImage(video, 0, 0);
    this.add([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })]);
  }

  /** What deserves a look comes first, then what is defective. */
  sheet() {
    const rank = (each) => (this.odd?.has(each.image) ? 0 : each.label === 'defective' ? 1 : 2);
    return [...(this.images ?? [])].sort((a, b) => rank(a) - rank(b));
  }

  render() {
    if (!this.counts) {
      return html`<div class="page">${this.trouble()}${this.entry()}</div>`;
    }
    const { good, defective } = this.counts;
    return html`<div class="page">${this.trouble()}
      ${this.entry()}${this.refusals()}
      <div class="head"><h2 class="number">${whole(good)} good${defective ? `, ${whole(defective)} defective` : ''}</h2>
        ${good < FEW ? html`<span class="tag warn">${FEW} are a beginning; ${FEW - good} more</span>` : html`<span class="tag good">enough to begin</span>`}
        <button class="main push" ?disabled=${good < 2} @click=${() => this.dispatchEvent(new CustomEvent('learn'))}>Learn</button></div>
      <details><summary>Defective parts, to find their like and to check with</summary><div class="page"><p class="soft">None is needed. Of several, half show what to look for when it is learned at once, and the others check whether it is found.</p><div class="line">
          <label class="button">Choose files<input class="unseen" id="defective-files" type="file" multiple accept="image/*" aria-label="Photographs of defective parts" @change=${(e) => this.choose(e, 'defective')}></label>
          <button aria-disabled=${this.acting} @click=${() => this.fromJournal('defective')}>Parts confirmed as defective</button></div></div></details>
      ${this.odd?.size ? html`<div class="note warn"><b>${this.odd.size === 1 ? 'One image deserves' : `${this.odd.size} images deserve`} a look,</b> marked below. What is no good part, or shows the same part twice, is better removed.</div>` : nothing}
      <div class="sheet">${this.sheet().map((each) => this.figure(each))}</div></div>`;
  }

  entry() {
    const { upload } = this;
    return html`<section class="drop" aria-label="Add images" @dragover=${(e) => { e.preventDefault(); e.currentTarget.classList.add('over'); }}
        @dragleave=${(e) => e.currentTarget.classList.remove('over')}
        @drop=${(e) => { e.preventDefault(); e.currentTarget.classList.remove('over'); this.add(e.dataTransfer.files); }}>
        <h2>Drop photographs of good parts here</h2>
        <div class="line"><label class="button main">Choose files<input class="unseen" id="good-files" type="file" multiple accept="image/*" aria-label="Photographs of good parts" @change=${(e) => this.choose(e)}></label>
          ${this.camera ? html`<button @click=${() => this.closeCamera()}>Close the camera</button>` : html`<button @click=${() => this.openCamera()}>Use a camera</button>`}
          <button aria-disabled=${this.acting} @click=${() => this.fromJournal('good')}>Parts confirmed as good</button></div>
        ${this.camera ? html`<video autoplay muted playsinline></video><button class="main" @click=${() => this.photograph()}>Photograph</button>` : nothing}
        ${upload?.isBusy ? html`<div class="page" role="status"><span class="number">${upload.done} of ${upload.all}</span><progress max=${upload.all} .value=${upload.done} aria-label="Upload"></progress>
          ${upload.cut ? html`<span class="tag warn">No connection; goes on by itself</span>` : nothing}</div>` : nothing}
      </section>`;
  }

  refusals() {
    const { refused = [], refusals = 0, again = 0 } = this.upload ?? {};
    return html`${this.notTaken('file', refusals, refused)}${this.notTaken('part', this.leftOut?.length, this.leftOut)}
      ${again ? html`<div class="note" role="status">${again === 1 ? 'One image was' : `${again} images were`} there already, and ${again === 1 ? 'counts' : 'count'} once.</div>` : nothing}`;
  }

  notTaken(what, count, reasons) {
    return count ? html`<div class="note bad" role="alert"><b>${many(count, what)} ${count === 1 ? 'was' : 'were'} not taken.</b>${reasons.slice(0, REASONS).map((each) => html`<div>${each}</div>`)}
        ${count > REASONS ? html`<div>… and ${count - REASONS} more.</div>` : nothing}</div>` : nothing;
  }

  figure(each) {
    const odd = this.odd?.get(each.image);
    return html`<figure class=${odd ? 'odd' : each.label}><edge-picture src=${this.thumbnail(each.image)} alt=${`${each.label} part`}></edge-picture>
      <figcaption>${odd ? html`<b>${odd}</b>` : each.label === 'defective' ? html`<b>defective</b>` : each.label}</figcaption>
      <button @click=${(e) => isSecond(e) || this.drop(each.image)} aria-label="Remove image ${short(each.image)}">Remove</button></figure>`;
  }
}

customElements.define('edge-images', Images);
