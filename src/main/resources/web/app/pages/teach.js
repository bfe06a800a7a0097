import { html, nothing } from 'lit';
import { Element, tell } from '../parts/element.js';
import { change, get, post } from '../api.js';
import { bytes, dateTime, many, percent, regionWords, short, whole } from '../words.js';
import { ended } from '../parts/training.js';
import { FEW } from '../parts/images.js';
import '../parts/golden.js';
import '../parts/judging.js';
import '../parts/region.js';
import '../parts/threshold.js';

const STEPS = [['images', 'Images of good parts'], ['learn', 'Learn'], ['threshold', 'Threshold'], ['activate', 'Activate']];
/** Side of the image that a region is drawn on. */
const CANVAS = 1024;
const REGION = 'destseg.region.';
const WAY = 'destseg.learning.';
const FORM = { profile: 'instant', minutes: 15 };
/** Ways to learn with the profile instant, by what they ask for besides; time is an upper bound, of which it takes what it needs. */
const INSTANT = { instant: {}, changing: { light: 'changing' }, thorough: { budget: { seconds: 900 } } };
const NAME = '[A-Za-z0-9][A-Za-z0-9._\\-]{0,63}';

/** How a training was learned, to learn so again; nothing where there was none. */
function wayOf(run) {
  if (!run) {
    return {};
  }
  if (run.profile !== 'instant') {
    return run.budget?.seconds ? { profile: run.profile, minutes: Math.ceil(run.budget.seconds / 60) } : { profile: run.profile };
  }
  return { profile: run.light === 'changing' ? 'changing' : run.budget?.seconds ? 'thorough' : 'instant' };
}

/**
 * Teaching a product, step by step. What was done lies on the box and the step in the address, so that leaving and coming
 * back loses nothing.
 *
 * Properties: name of the product, none where it is to be chosen; digest of the recipe that is meant, the one learned last where
 * none is given, both for good; step.
 */
class Teach extends Element {
  static properties = {
    name: {}, digest: {}, step: {}, datasets: { state: true }, dataset: { state: true },
    runs: { state: true }, recipe: { state: true }, active: { state: true }, region: { state: true }, sample: { state: true },
    form: { state: true }, again: { state: true }, problem: { state: true },
  };

  willUpdate(changed) {
    if (changed.has('step') || !this.hasUpdated) {
      this.again = false;
      this.load();
    }
  }

  async load() {
    await this.attempt(async () => {
      if (!this.name) {
        this.datasets = await get('/api/v1/datasets', this.leaving.signal);
        return;
      }
      this.dataset = await get(`/api/v1/datasets/${this.name}`, this.leaving.signal);
      if (STEPS.slice(1).some(([step]) => step === this.step)) {
        await this.loadRuns();
      }
    });
  }

  async loadRuns() {
    const { signal } = this.leaving;
    const runs = await get('/api/v1/trainings', signal);
    this.runs = runs.filter((run) => run.product === this.name);
    this.recall();
    const { images } = await get(`/api/v1/datasets/${this.name}/images?label=good&size=1`, signal);
    this.sample = images[0]?.image;
    const learned = this.digest ?? this.runs.find((run) => run.candidate)?.candidate;
    // What was not offered is no recipe unless somebody keeps it.
    const { recipes } = await get('/api/v1/recipes', signal);
    const kept = recipes.some((recipe) => recipe.digest === learned);
    this.recipe = kept ? await get(`/api/v1/recipes/${learned}`, signal) : undefined;
    const products = await get('/api/v1/products', signal);
    this.active = products.find((product) => product.name === this.name)?.recipe;
  }

  /** As it was drawn and chosen last on this computer, or else as it was learned last. */
  recall() {
    const drawn = localStorage.getItem(`${REGION}${this.name}`);
    this.region = drawn ? JSON.parse(drawn) : (this.runs[0]?.region_of_interest ?? null);
    this.form = { ...FORM, ...JSON.parse(localStorage.getItem(`${WAY}${this.name}`) ?? JSON.stringify(wayOf(this.runs[0]))) };
  }

  chooseRegion(region) {
    this.region = region;
    localStorage.setItem(`${REGION}${this.name}`, JSON.stringify(region));
  }

  chooseWay(changes) {
    this.form = { ...this.form, ...changes };
    localStorage.setItem(`${WAY}${this.name}`, JSON.stringify(this.form));
  }

  thumbnail(image) {
    return `/api/v1/datasets/${this.name}/images/${image}/thumbnail`;
  }

  address(step, digest) {
    return `#/teach/${this.name}/${step}${digest ? `/${digest}` : ''}`;
  }

  go(step, digest) {
    location.hash = this.address(step, digest);
  }

  async create(event) {
    event.preventDefault();
    const name = new FormData(event.target).get('name').trim();
    const go = this.onward();
    await this.once(async () => {
      await post('/api/v1/datasets', { name });
      go(`#/teach/${name}/images`);
    });
  }

  async learn(event) {
    event.preventDefault();
    const { profile, minutes, tiles } = this.form;
    await this.once(async () => {
      const instant = INSTANT[profile];
      const order = { dataset: this.name, product: this.name, profile: instant ? 'instant' : profile, ...instant };
      if (this.region) {
        order.region_of_interest = this.region;
      }
      if (tiles) {
        order.tile = 'auto';
      }
      if (!instant) {
        order.budget = { seconds: 60 * Number(minutes) };
      }
      await post('/api/v1/trainings', order);
      this.again = false;
      await this.loadRuns();
    });
  }

  async activate() {
    const { digest } = this.recipe.recipe;
    await this.once(async () => {
      await post(`/api/v1/products/${this.name}/activation`, { recipe: digest });
      this.active = digest;
      tell(`The golden set came out as it must. Recipe ${short(digest)} judges ${this.name} from now on.`);
    });
  }

  render() {
    if (!this.name) {
      return this.start();
    }
    // What is learned anew is another recipe.
    const meant = { threshold: this.digest, activate: this.digest };
    const steps = { images: () => this.imagesStep(), learn: () => this.learnStep(), threshold: () => this.thresholdStep(), activate: () => this.activateStep() };
    return html`<div class="page"><div class="head"><h1>Teach ${this.name}</h1><a class="push" href="#/teach">All products</a></div>
      <nav aria-label="Steps"><ol class="steps">${STEPS.map(([step, title]) => html`<li><a href=${this.address(step, meant[step])} aria-current=${step === (this.step ?? 'images') ? 'step' : 'false'}>${title}</a></li>`)}</ol></nav>
      ${this.trouble()}
      ${this.dataset ? (steps[this.step] ?? steps.images)() : nothing}</div>`;
  }

  start() {
    return html`<div class="page"><div class="head"><h1>Teach a product</h1></div>
      ${this.trouble()}
      <ol class="steps" aria-label="How it goes">${STEPS.map(([, title]) => html`<li><span>${title}</span></li>`)}</ol>
      <form class="card" @submit=${this.create}><h2>A new product</h2>
        <p>You need photographs of good parts, taken as the line will take them: the same camera, light and place. ${FEW} are a beginning, 100 are good. Nobody has to collect or mark defects.</p>
        <div class="filters"><label class="field">Name of the product <input name="name" required pattern=${NAME} maxlength="64" autocomplete="off" title="Letters, digits, dots, underscores and hyphens; it starts with a letter or digit."></label>
        <button class="main">Begin</button></div></form>
      ${this.datasets?.length ? html`<section class="card" aria-label="Go on"><h2>Go on where you were</h2><div class="scroll"><table><thead><tr><th>Product</th><th class="right">Good</th><th class="right">Defective</th><th class="right">Size</th></tr></thead>
        <tbody>${this.datasets.map((each) => html`<tr><td><a href="#/teach/${each.name}/images">${each.name}</a></td><td class="right number">${whole(each.good)}</td><td class="right number">${whole(each.defective)}</td><td class="right number">${bytes(each.bytes)}</td></tr>`)}</tbody></table></div></section>` : nothing}</div>`;
  }

  imagesStep() {
    return html`<edge-images .name=${this.name} @learn=${() => this.go('learn')}></edge-images>`;
  }

  learnStep() {
    if (!this.runs) {
      return nothing;
    }
    const run = this.runs.find((each) => !ended(each));
    const last = this.runs.find(ended);
    const changed = () => this.attempt(() => this.loadRuns());
    if (run) {
      return html`<edge-training .run=${run} @changed=${changed}></edge-training>`;
    }
    if (!last) {
      return this.order();
    }
    return html`<edge-training .run=${last} @changed=${changed}></edge-training>
      <div class="line">${this.recipe ? html`<button class="main" @click=${() => this.go('threshold', this.recipe.recipe.digest)}>On to the threshold</button>` : nothing}
        ${this.recipe ? html`<button aria-expanded=${this.again ? 'true' : 'false'} @click=${() => { this.again = !this.again; }}>Learn again</button>` : nothing}</div>
      ${this.again || !this.recipe ? this.order() : nothing}`;
  }

  order() {
    const { profile, minutes, tiles } = this.form;
    const way = (name, text) => html`<label class="line"><input type="radio" name="profile" value=${name} .checked=${profile === name} @change=${() => this.chooseWay({ profile: name })}> <span>${text}</span></label>`;
    return html`<form class="card" @submit=${this.learn}>
        <h2>Learn from ${many(this.dataset.good, 'image')} of good parts</h2>
        ${this.dataset.good < FEW ? html`<p class="note warn">${FEW} are a beginning: of fewer the threshold says little. You can go on, and add more later.</p>` : nothing}
        ${way('instant', html`<b>At once.</b> Remembers what good parts look like; takes about a minute. Begin with this.`)}
        ${way('changing', html`<b>At once, for light that changes.</b> Judges every part as if it were as bright as all others, so that less or more light rejects no more good parts. A part that is darker or brighter as a whole is no defect then.`)}
        ${way('thorough', html`<b>Thoroughly, for steady light.</b> Remembers parts as they are, and as bright as all others. Takes some minutes, and twice as long to judge a part; finds a little more, above all where the light is a little other.`)}
        ${way('edge', html`<b>Trained.</b> DeSTSeg itself, in the time that you give it; the box goes on judging meanwhile. On every product measured so far the first way gave better maps.`)}
        ${INSTANT[profile] ? nothing : html`<label class="field">Minutes <input name="minutes" type="number" min="1" max="1440" .value=${String(minutes)} @change=${(e) => this.chooseWay({ minutes: e.target.value })}></label>`}
        ${this.sample ? html`<details ?open=${Boolean(this.region)}><summary>What of the image is judged: ${this.region ? 'a part of it' : 'all of it'}</summary>
          <div class="page"><p class="soft">Draw a box around the part, or around what matters of it. What lies outside is neither learned nor judged: no defect is found there.</p>
          <edge-region src="${this.thumbnail(this.sample)}?size=${CANVAS}" .region=${this.region} @region=${(e) => this.chooseRegion(e.detail)}></edge-region></div></details>` : nothing}
        <label class="line"><input type="checkbox" name="tiles" .checked=${Boolean(tiles)} @change=${(e) => this.chooseWay({ tiles: e.target.checked })}> <span><b>Small defects in large images.</b> Judges in overlapping tiles; a part takes as many times as long as there are tiles.</span></label>
        <div class="line"><button class="main" aria-disabled=${this.acting}>Start learning</button></div></form>`;
  }

  thresholdStep() {
    if (!this.runs) {
      return nothing;
    }
    if (!this.recipe) {
      return this.nothingLearned();
    }
    return html`<edge-threshold .recipe=${this.recipe} .product=${this.name} @made=${(e) => this.go('threshold', e.detail.digest)}></edge-threshold>
      <div class="line"><button class="main" @click=${() => this.go('activate', this.recipe.recipe.digest)}>On to the activation</button></div>`;
  }

  activateStep() {
    if (!this.runs) {
      return nothing;
    }
    if (!this.recipe) {
      return this.nothingLearned();
    }
    const { recipe, manifest } = this.recipe;
    const judging = this.active === recipe.digest;
    return html`<section class="card" aria-label="Activation"><h2>Let recipe <code>${short(recipe.digest)}</code> judge ${this.name}</h2>
      <p>It judges its golden set of ${manifest.golden.length} images on this box first. When that does not come out as it must, ${this.active ? 'the recipe that judges now goes on' : 'nothing changes'}.</p>
      <dl class="facts"><dt>Profile</dt><dd>${manifest.profile}</dd>
        ${manifest.region_of_interest ? html`<dt>Judged</dt><dd>${regionWords(manifest.region_of_interest)}</dd>` : nothing}
        ${manifest.provenance.settings.light === 'changing' ? html`<dt>Light</dt><dd>may change: every part is judged as if it were as bright as all others</dd>` : nothing}
        ${manifest.tiling ? html`<dt>In tiles</dt><dd>at ${manifest.tiling.width} × ${manifest.tiling.height} pixels</dd>` : nothing}<dt>Threshold</dt><dd class="number">${recipe.threshold.toFixed(3)}</dd>
        ${manifest.threshold.false_reject_bound === undefined ? nothing : html`<dt>Good parts rejected</dt><dd>at most ${percent(manifest.threshold.false_reject_bound)}, with ${percent(manifest.threshold.confidence)} confidence</dd>`}
        <dt>Learned</dt><dd>${dateTime(recipe.created)}</dd></dl>
      <edge-golden .recipe=${this.recipe}></edge-golden>
      ${this.acting ? html`<progress aria-label="The golden set is judged"></progress>` : nothing}
      ${judging ? html`<div class="note good">It judges ${this.name} now. <a href="#/live">See the parts live</a>, or go on teaching: what people say about parts is learned from the next time.</div>
        <h3>Try it</h3><p class="soft">Take photographs of parts, some of them defective, and see what it says. They are kept in the history as parts of the line are.</p>
        <edge-judging .product=${this.name} results></edge-judging>`
        : html`<div class="line"><button class="main" aria-disabled=${this.acting} @click=${() => this.activate()}>Activate</button>
          ${this.active ? html`<button aria-disabled=${this.acting} @click=${() => this.shadow()}>Compare on live parts first</button>` : nothing}</div>`}</section>`;
  }

  async shadow() {
    const { digest } = this.recipe.recipe;
    const go = this.onward();
    await this.once(async () => {
      await change('PUT', `/api/v1/products/${this.name}/candidate`, { recipe: digest });
      go(`#/recipes/compare/${this.name}`);
    });
  }

  nothingLearned() {
    return html`<div class="card empty"><p>Nothing has been learned of ${this.name} yet.</p><a class="button main" href="#/teach/${this.name}/learn">Learn</a></div>`;
  }
}

customElements.define('edge-teach', Teach);
