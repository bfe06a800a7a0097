import { html, nothing } from 'lit';
import { Element, tell } from '../parts/element.js';
import { change, get, post, query } from '../api.js';
import { bytes, dateTime, percent, regionWords, short, whole } from '../words.js';
import { ended } from '../parts/training.js';
import { findings } from '../parts/likeness.js';
import '../parts/region.js';
import '../parts/threshold.js';

const STEPS = [['images', 'Images of good parts'], ['learn', 'Learn'], ['threshold', 'Threshold'], ['activate', 'Activate']];
const FEW = 20;
const UPLOADS = 3;
const SHEET = 500;
/** Side of the image that a region is drawn on. */
const CANVAS = 1024;
const REGION = 'destseg.region.';
const NAME = '[A-Za-z0-9][A-Za-z0-9._\\-]{0,63}';

/**
 * Teaching a product, step by step. What was done lies on the box and the step in the address, so that leaving and coming
 * back loses nothing.
 */
class Teach extends Element {
  static properties = {
    rest: { attribute: false }, datasets: { state: true }, dataset: { state: true }, images: { state: true }, odd: { state: true },
    uploading: { state: true }, camera: { state: true }, runs: { state: true }, recipe: { state: true }, active: { state: true }, region: { state: true }, sample: { state: true },
    busy: { state: true }, problem: { state: true }, refused: { state: true },
  };

  get name() {
    return this.rest?.[0];
  }

  get step() {
    return this.rest?.[1] ?? 'images';
  }

  willUpdate(changed) {
    if (changed.has('rest') && String(this.rest) !== this.shown) {
      this.shown = String(this.rest);
      this.closeCamera();
      this.load();
    }
  }

  left() {
    this.closeCamera();
  }

  async load() {
    await this.attempt(async () => {
      if (!this.name) {
        this.datasets = await get('/api/v1/datasets', this.leaving?.signal);
        return;
      }
      this.dataset = await get(`/api/v1/datasets/${this.name}`, this.leaving?.signal);
      await (this.step === 'images' ? this.loadImages() : this.loadRuns());
    });
  }

  async loadImages() {
    const { images } = await get(`/api/v1/datasets/${this.name}/images?size=${SHEET}`, this.leaving?.signal);
    this.images = images;
    this.dataset = await get(`/api/v1/datasets/${this.name}`, this.leaving?.signal);
    this.odd = await findings(images.filter((each) => each.label === 'good').map((each) => each.image), (image) => this.thumbnail(image), this.leaving?.signal);
  }

  async loadRuns() {
    const runs = await get('/api/v1/trainings', this.leaving?.signal);
    this.runs = runs.filter((run) => run.product === this.name);
    this.recallRegion();
    const { images } = await get(`/api/v1/datasets/${this.name}/images?label=good&size=1`, this.leaving?.signal);
    this.sample = images[0]?.image;
    const learned = this.rest[2] ?? this.runs.find((run) => run.candidate)?.candidate;
    // What was not offered is no recipe unless somebody keeps it.
    const { recipes } = await get('/api/v1/recipes', this.leaving?.signal);
    const kept = recipes.some((recipe) => recipe.digest === learned);
    this.recipe = kept ? await get(`/api/v1/recipes/${learned}`, this.leaving?.signal) : undefined;
    const products = await get('/api/v1/products', this.leaving?.signal);
    this.active = products.find((product) => product.name === this.name)?.recipe;
  }

  /** As it was drawn last on this computer, or else as it was learned last. */
  recallRegion() {
    const drawn = localStorage.getItem(`${REGION}${this.name}`);
    this.region = drawn ? JSON.parse(drawn) : (this.runs[0]?.region_of_interest ?? null);
  }

  chooseRegion(region) {
    this.region = region;
    localStorage.setItem(`${REGION}${this.name}`, JSON.stringify(region));
  }

  thumbnail(image) {
    return `/api/v1/datasets/${this.name}/images/${image}/thumbnail`;
  }

  go(step, recipe) {
    location.hash = `#/teach/${this.name}/${step}${recipe ? `/${recipe}` : ''}`;
  }

  async create(event) {
    event.preventDefault();
    const name = new FormData(event.target).get('name').trim();
    await this.attempt(async () => {
      await post('/api/v1/datasets', { name });
      location.hash = `#/teach/${name}/images`;
    });
  }

  async upload(files, label = 'good') {
    const waiting = [...files];
    const all = waiting.length;
    this.refused = [];
    this.uploading = { done: 0, all };
    const one = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        try {
          await post(`/api/v1/datasets/${this.name}/images?label=${label}`, new Blob([file], { type: 'application/octet-stream' }));
        } catch (e) {
          this.refused = [...this.refused, `${file.name ?? 'The photograph'}: ${e.message}`];
        }
        this.uploading = { done: this.uploading.done + 1, all };
      }
    };
    await Promise.all(Array.from({ length: UPLOADS }, one));
    this.uploading = undefined;
    await this.attempt(() => this.loadImages());
  }

  async fromJournal(label) {
    await this.attempt(async () => {
      const asked = query({ product: this.name, opinion: label === 'good' ? 'GOOD' : 'DEFECTIVE', size: 500 });
      const filled = await post(`/api/v1/datasets/${this.name}/journal?${asked}`, { label });
      tell(filled.added ? `${filled.added} parts that people judged are in the dataset.` : 'Nobody has said so of a part of this product yet.', filled.added ? 'good' : 'warn');
      await this.loadImages();
    });
  }

  async drop(image) {
    await this.attempt(async () => {
      await change('DELETE', `/api/v1/datasets/${this.name}/images/${image}`);
      await this.loadImages();
    });
  }

  async openCamera() {
    await this.attempt(async () => {
      if (!navigator.mediaDevices) {
        throw new Error('This browser gives no camera to pages that are not served by HTTPS or from this machine. Upload images instead.');
      }
      this.camera = await navigator.mediaDevices.getUserMedia({ video: { width: 1920, height: 1080 } })
        .catch(() => { throw new Error('There is no camera here, or it was refused. Upload images instead.'); });
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
    await this.upload([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })]);
  }

  async learn(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const profile = form.get('profile');
    await this.attempt(async () => {
      const order = { dataset: this.name, product: this.name, profile };
      if (this.region) {
        order.region_of_interest = this.region;
      }
      if (profile !== 'instant') {
        order.budget = { seconds: 60 * Number(form.get('minutes')) };
      }
      await post('/api/v1/trainings', order);
      await this.loadRuns();
    });
  }

  async activate() {
    this.busy = true;
    await this.attempt(async () => {
      await post(`/api/v1/products/${this.name}/activation`, { recipe: this.recipe.recipe.digest });
      this.active = this.recipe.recipe.digest;
      tell(`The golden set came out as it must. ${this.name} is judged from now on.`);
    });
    this.busy = false;
  }

  render() {
    if (!this.name) {
      return this.start();
    }
    const steps = { images: () => this.imagesStep(), learn: () => this.learnStep(), threshold: () => this.thresholdStep(), activate: () => this.activateStep() };
    return html`<div class="page"><div class="head"><h1>Teach ${this.name}</h1><a class="push" href="#/teach">All products</a></div>
      <nav aria-label="Steps"><ol class="steps">${STEPS.map(([step, title]) => html`<li><a href="#/teach/${this.name}/${step}" aria-current=${step === this.step ? 'step' : 'false'}>${title}</a></li>`)}</ol></nav>
      ${this.trouble()}
      ${this.dataset ? (steps[this.step] ?? steps.images)() : nothing}</div>`;
  }

  start() {
    return html`<div class="page"><div class="head"><h1>Teach a product</h1></div>
      ${this.trouble()}
      <form class="card" @submit=${this.create}><h2>A new product</h2>
        <p>You need photographs of good parts, taken as the line will take them: the same camera, light and place. ${FEW} are a beginning, 100 are good. Nobody has to collect or mark defects.</p>
        <div class="filters"><label class="field">Name of the product <input name="name" required pattern=${NAME} maxlength="64" autocomplete="off" title="Letters, digits, dots, underscores and hyphens; it starts with a letter or digit."></label>
        <button class="main">Begin</button></div></form>
      ${this.datasets?.length ? html`<section class="card" aria-label="Go on"><h2>Go on where you were</h2><div class="scroll"><table><thead><tr><th>Product</th><th class="right">Good</th><th class="right">Defective</th><th class="right">Size</th></tr></thead>
        <tbody>${this.datasets.map((each) => html`<tr><td><a href="#/teach/${each.name}/images">${each.name}</a></td><td class="right number">${whole(each.good)}</td><td class="right number">${whole(each.defective)}</td><td class="right number">${bytes(each.bytes)}</td></tr>`)}</tbody></table></div></section>` : nothing}</div>`;
  }

  imagesStep() {
    const { good, defective } = this.dataset;
    return html`<section class="drop" aria-label="Add images" @dragover=${(e) => { e.preventDefault(); e.currentTarget.classList.add('over'); }}
        @dragleave=${(e) => e.currentTarget.classList.remove('over')}
        @drop=${(e) => { e.preventDefault(); e.currentTarget.classList.remove('over'); this.upload(e.dataTransfer.files); }}>
        <h2>Drop photographs of good parts here</h2>
        <div class="line"><label class="button main">Choose files<input class="unseen" id="good-files" type="file" multiple accept="image/*" aria-label="Photographs of good parts" @change=${(e) => this.upload(e.target.files)}></label>
          ${this.camera ? html`<button @click=${() => this.closeCamera()}>Close the camera</button>` : html`<button @click=${() => this.openCamera()}>Use a camera</button>`}
          <button @click=${() => this.fromJournal('good')}>Parts confirmed as good</button></div>
        ${this.camera ? html`<video autoplay muted playsinline></video><button class="main" @click=${() => this.photograph()}>Photograph</button>` : nothing}
        ${this.uploading ? html`<div class="page" role="status"><span class="number">${this.uploading.done} of ${this.uploading.all}</span><progress max=${this.uploading.all} .value=${this.uploading.done} aria-label="Upload"></progress></div>` : nothing}
      </section>
      ${this.refused?.length ? html`<div class="note bad" role="alert"><b>${this.refused.length} files were not taken.</b>${this.refused.slice(0, 5).map((each) => html`<div>${each}</div>`)}</div>` : nothing}
      <div class="head"><h2 class="number">${whole(good)} good${defective ? `, ${whole(defective)} defective` : ''}</h2>
        ${good < FEW ? html`<span class="tag warn">${FEW} are a beginning; ${FEW - good} more</span>` : html`<span class="tag good">enough to begin</span>`}
        <details class="push"><summary>Defective parts, to check with</summary><div class="line">
          <label class="button">Choose files<input class="unseen" id="defective-files" type="file" multiple accept="image/*" aria-label="Photographs of defective parts" @change=${(e) => this.upload(e.target.files, 'defective')}></label>
          <button @click=${() => this.fromJournal('defective')}>Parts confirmed as defective</button></div></details>
        <button class="main" ?disabled=${good < 2} @click=${() => this.go('learn')}>Learn</button></div>
      ${this.odd?.size ? html`<div class="note warn"><b>${this.odd.size === 1 ? 'One image deserves' : `${this.odd.size} images deserve`} a look,</b> marked below. What is no good part, or shows the same part twice, is better removed.</div>` : nothing}
      <div class="sheet">${this.sheet().map((each) => this.figure(each))}</div>`;
  }

  /** What deserves a look comes first. */
  sheet() {
    return [...(this.images ?? [])].sort((a, b) => Number(this.odd?.has(b.image) ?? 0) - Number(this.odd?.has(a.image) ?? 0));
  }

  figure(each) {
    const odd = this.odd?.get(each.image);
    return html`<figure class=${odd ? 'odd' : ''}><edge-picture src=${this.thumbnail(each.image)} alt=${`${each.label} part`}></edge-picture>
      <figcaption>${odd ? html`<b>${odd}</b>` : each.label}</figcaption>
      <button @click=${() => this.drop(each.image)} aria-label="Remove image ${short(each.image)}">Remove</button></figure>`;
  }

  learnStep() {
    const run = this.runs?.find((each) => !ended(each));
    const last = this.runs?.find(ended);
    return html`${run ? html`<edge-training .run=${run} @changed=${() => this.attempt(() => this.loadRuns())}></edge-training>` : html`<form class="card" @submit=${this.learn}>
        <h2>Learn from ${whole(this.dataset.good)} images of good parts</h2>
        <label class="line"><input type="radio" name="profile" value="instant" checked> <span><b>At once.</b> Remembers what good parts look like; takes about a minute. Begin with this.</span></label>
        <label class="line"><input type="radio" name="profile" value="edge"> <span><b>Trained.</b> Finer maps; the box goes on judging meanwhile.</span></label>
        <label class="field">Minutes, for trained <input name="minutes" type="number" min="1" max="1440" value="15"></label>
        ${this.sample ? html`<details ?open=${Boolean(this.region)}><summary>What of the image is judged: ${this.region ? 'a part of it' : 'all of it'}</summary>
          <div class="page"><p class="soft">Draw a box around the part, or around what matters of it. What lies outside is neither learned nor judged: no defect is found there.</p>
          <edge-region src="${this.thumbnail(this.sample)}?size=${CANVAS}" .region=${this.region} @region=${(e) => this.chooseRegion(e.detail)}></edge-region></div></details>` : nothing}
        <div class="line"><button class="main">Start learning</button></div></form>`}
      ${last ? html`<edge-training .run=${last} @changed=${() => this.attempt(() => this.loadRuns())}></edge-training>` : nothing}
      ${this.recipe && !run ? html`<div class="line"><button class="main" @click=${() => this.go('threshold', this.recipe.recipe.digest)}>On to the threshold</button></div>` : nothing}`;
  }

  thresholdStep() {
    if (!this.recipe) {
      return this.nothingLearned();
    }
    return html`<edge-threshold .recipe=${this.recipe} @made=${(e) => this.go('threshold', e.detail.digest)}></edge-threshold>
      <div class="line"><button class="main" @click=${() => this.go('activate', this.recipe.recipe.digest)}>On to the activation</button></div>`;
  }

  activateStep() {
    if (!this.recipe) {
      return this.nothingLearned();
    }
    const { recipe, manifest } = this.recipe;
    const judging = this.active === recipe.digest;
    return html`<section class="card" aria-label="Activation"><h2>Let recipe <code>${short(recipe.digest)}</code> judge ${this.name}</h2>
      <p>It judges its golden set of ${manifest.golden.length} images on this box first. When that does not come out as it must, ${this.active ? 'the recipe that judges now goes on' : 'nothing changes'}.</p>
      <dl class="facts"><dt>Profile</dt><dd>${manifest.profile}</dd>
        ${manifest.region_of_interest ? html`<dt>Judged</dt><dd>${regionWords(manifest.region_of_interest)}</dd>` : nothing}<dt>Threshold</dt><dd class="number">${recipe.threshold.toFixed(3)}</dd>
        ${manifest.threshold.false_reject_bound === undefined ? nothing : html`<dt>Good parts rejected</dt><dd>at most ${percent(manifest.threshold.false_reject_bound)}, with ${percent(manifest.threshold.confidence)} confidence</dd>`}
        <dt>Learned</dt><dd>${dateTime(recipe.created)}</dd></dl>
      ${this.busy ? html`<progress aria-label="The golden set is judged"></progress>` : nothing}
      ${judging ? html`<div class="note good">It judges ${this.name} now. <a href="#/live">See the parts live</a>, or go on teaching: what people say about parts is learned from the next time.</div>`
        : html`<div class="line"><button class="main" ?disabled=${this.busy} @click=${() => this.activate()}>Activate</button>
          ${this.active ? html`<button ?disabled=${this.busy} @click=${() => this.shadow()}>Compare on live parts first</button>` : nothing}</div>`}</section>`;
  }

  async shadow() {
    await this.attempt(async () => {
      await change('PUT', `/api/v1/products/${this.name}/candidate`, { recipe: this.recipe.recipe.digest });
      location.hash = `#/recipes/compare/${this.name}`;
    });
  }

  nothingLearned() {
    return html`<div class="card empty"><p>Nothing has been learned of ${this.name} yet.</p><a class="button main" href="#/teach/${this.name}/learn">Learn</a></div>`;
  }
}

customElements.define('edge-teach', Teach);
