import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Element, tell, verdict } from '../parts/element.js';
import { change, download, get, post, query } from '../api.js';
import { dateTime, regionWords, score, short } from '../words.js';
import '../parts/golden.js';
import '../parts/threshold.js';
import '../parts/zones.js';

const EVERY = 5000;

/** Which recipe judges what, what else there is, and how they compare. */
class Recipes extends Element {
  static properties = {
    rest: { attribute: false }, query: { attribute: false }, products: { state: true }, recipes: { state: true }, damaged: { state: true },
    rolling: { state: true }, busy: { state: true }, problem: { state: true },
  };

  entered() {
    // What another does, or a training, shows by itself.
    this.every(EVERY, (signal) => this.busy || this.refresh(() => this.read(signal)));
  }

  willUpdate(changed) {
    if (changed.has('rest') && this.hasUpdated) {
      this.load();
    }
  }

  load() {
    return this.attempt(() => this.read(this.leaving.signal));
  }

  async read(signal) {
    const [products, list] = await Promise.all([get('/api/v1/products', signal), get('/api/v1/recipes', signal)]);
    this.products = products;
    this.recipes = list.recipes;
    this.damaged = list.damaged;
  }

  doing(words, action) {
    return this.once(async () => {
      this.busy = words;
      try {
        await action();
        await this.read(this.leaving.signal);
      } finally {
        this.busy = undefined;
      }
    });
  }

  activate(product, digest) {
    return this.doing('The golden set is judged by the new recipe first…', async () => {
      await post(`/api/v1/products/${product}/activation`, { recipe: digest });
      tell(`Its golden set came out as it must. Recipe ${short(digest)} judges ${product} now.`);
    });
  }

  rollBack(event) {
    event.preventDefault();
    const product = this.rolling;
    const reason = new FormData(event.target).get('reason');
    this.rolling = undefined;
    return this.doing('The recipe before is checked…', async () => {
      const now = await post(`/api/v1/products/${product}/rollback?${query({ reason })}`);
      tell(`Recipe ${short(now.recipe)} judges ${product} again.`);
    });
  }

  compare(product, digest) {
    const go = this.onward();
    return this.doing('The comparison begins…', async () => {
      await change('PUT', `/api/v1/products/${product}/candidate`, { recipe: digest });
      go(`#/recipes/compare/${product}`);
    });
  }

  async take(event) {
    const [file] = event.target.files;
    event.target.value = '';
    await this.doing(`${file.name} is taken in…`, async () => {
      const made = await change('POST', '/api/v1/recipes', new Blob([file], { type: 'application/octet-stream' }));
      tell(`Recipe ${made.name} ${short(made.digest)} is kept; it judges nothing yet.`);
    });
  }

  render() {
    if (this.rest?.[0] === 'compare') {
      return keyed(this.rest[1], html`<edge-candidate .product=${this.rest[1]}></edge-candidate>`);
    }
    if (this.rest?.[0] === 'zones') {
      return html`<edge-zones .recipes=${this.recipes ?? []}></edge-zones>`;
    }
    if (this.rest?.[0]) {
      return keyed(this.rest[0], html`<edge-recipe .digest=${this.rest[0]}></edge-recipe>`);
    }
    return html`<div class="page"><div class="head"><h1>Recipes</h1>
        <label class="button push">Import a recipe<input class="unseen" type="file" aria-label="File of a recipe" ?disabled=${this.acting} @change=${this.take}></label>
        <a class="button" href="#/recipes/zones">Recipe of zones</a><a class="button main" href="#/teach">Teach a product</a></div>
      ${this.trouble()}
      ${this.busy ? html`<div class="note" role="status">${this.busy}<progress aria-label="Working"></progress></div>` : nothing}
      ${Object.entries(this.damaged ?? {}).map(([digest, why]) => html`<div class="note bad">Recipe ${short(digest)} cannot be used: ${why}</div>`)}
      ${this.products?.length === 0 ? html`<div class="card empty"><p>No recipe judges anything yet.</p><a class="button main" href="#/teach">Teach a product</a></div>` : nothing}
      ${this.groups().map(([name, product]) => this.group(name, product))}
      ${this.rolling ? this.question() : nothing}</div>`;
  }

  /** Products, and names of recipes that judge no product yet. */
  groups() {
    const groups = new Map((this.products ?? []).map((product) => [product.name, product]));
    const judging = new Set((this.products ?? []).flatMap((product) => [product.recipe, product.candidate, ...product.before]));
    (this.recipes ?? []).filter((each) => !judging.has(each.digest) && !groups.has(each.name)).forEach((each) => groups.set(each.name, null));
    return [...groups].sort();
  }

  group(name, product) {
    const own = (this.recipes ?? []).filter((each) => each.name === name || each.digest === product?.recipe || each.digest === product?.candidate || product?.before.includes(each.digest));
    return html`<section class="card" aria-label="Product ${name}">
      <div class="line"><h2>${name}</h2>
        ${product?.recipe ? html`<span class="tag good">judged since ${dateTime(product.since)}</span>` : html`<span class="tag warn">not judged</span>`}
        ${product?.candidate ? html`<a class="button" href="#/recipes/compare/${name}">Comparison</a>` : nothing}
        ${product?.before.length ? html`<button aria-disabled=${this.acting} @click=${() => { this.rolling = name; }}>Roll back</button>` : nothing}</div>
      ${product?.problem ? html`<div class="note ${own.length ? 'bad' : 'warn'}">${product.problem}</div>` : nothing}
      ${own.length ? html`<div class="scroll"><table><thead><tr><th>Recipe</th><th>Profile</th><th class="right">Threshold</th><th>Made</th><th>Now</th><th><span class="unseen">Actions</span></th></tr></thead>
      <tbody>${own.map((each) => this.row(name, product, each))}</tbody></table></div>` : nothing}</section>`;
  }

  row(name, product, recipe) {
    const active = product?.recipe === recipe.digest;
    const candidate = product?.candidate === recipe.digest;
    return html`<tr><td class="whole"><a href="#/recipes/${recipe.digest}"><code>${short(recipe.digest)}</code></a></td><td>${recipe.profile}</td>
      <td class="right number">${score(recipe.threshold)}</td><td>${dateTime(recipe.created)}</td>
      <td>${active ? html`<span class="tag good">judging</span>` : candidate ? html`<span class="tag warn">compared</span>` : product?.before.includes(recipe.digest) ? html`<span class="tag">judged before</span>` : nothing}</td>
      <td class="right"><div class="line">${active ? nothing : html`<button aria-disabled=${this.acting} @click=${() => this.activate(name, recipe.digest)}>Activate</button>`}
        ${active || candidate || !product?.recipe ? nothing : html`<button class="plain" aria-disabled=${this.acting} @click=${() => this.compare(name, recipe.digest)}>Compare on live parts</button>`}</div></td></tr>`;
  }

  question() {
    return html`<div class="card" role="dialog" aria-labelledby="rolling"><form class="page" @submit=${this.rollBack}>
      <h2 id="rolling">Roll ${this.rolling} back to the recipe before?</h2>
      <p>Parts that were accepted already end with the recipe they began with. You can activate this recipe again at any time.</p>
      <label class="field">Why, for the record <input name="reason" required maxlength="200" placeholder="rejects good parts since this morning"></label>
      <div class="line"><button class="main" aria-disabled=${this.acting}>Roll back</button><button type="button" class="plain" @click=${() => { this.rolling = undefined; }}>Leave it</button></div>
    </form></div>`;
  }
}

customElements.define('edge-recipes', Recipes);

/** One recipe, with where it comes from. Property: digest, for good. */
class Recipe extends Element {
  static properties = { digest: {}, recipe: { state: true }, lineage: { state: true }, problem: { state: true } };

  entered() {
    this.attempt(async () => {
      this.recipe = await get(`/api/v1/recipes/${this.digest}`, this.leaving.signal);
      this.lineage = await this.ancestors(this.recipe.manifest.provenance.parent);
    });
  }

  async ancestors(parent) {
    const found = [];
    for (let next = parent; next && found.length < 20;) {
      const recipe = await get(`/api/v1/recipes/${next}`, this.leaving.signal).catch(() => null);
      found.push({ digest: next, recipe });
      next = recipe?.manifest.provenance.parent;
    }
    return found;
  }

  async deleteForGood() {
    const go = this.onward();
    await this.once(async () => {
      await change('DELETE', `/api/v1/recipes/${this.digest}`);
      tell('The recipe was deleted.');
      go('#/recipes');
    });
  }

  render() {
    if (!this.recipe) {
      return html`<div class="page">${this.trouble()}<a href="#/recipes">Back to the recipes</a></div>`;
    }
    const { recipe, manifest } = this.recipe;
    const { provenance } = manifest;
    return html`<div class="page"><div class="head"><h1>${recipe.name} <code>${short(recipe.digest)}</code></h1>
        ${recipe.judges.length ? html`<span class="tag good">judges ${recipe.judges.join(', ')}</span>` : html`<span class="tag">judges nothing now</span>`}
        <div class="push line"><button @click=${() => this.attempt(() => download(`/api/v1/recipes/${recipe.digest}/archive`, `${recipe.name}-${short(recipe.digest)}.recipe`))}>Export</button>
          ${recipe.judges.length ? nothing : html`<button @click=${() => this.deleteForGood()}>Delete</button>`}<a href="#/recipes">Back to the recipes</a></div></div>
      ${this.trouble()}
      <div class="columns">
        <edge-threshold .recipe=${this.recipe} @made=${(e) => { location.hash = `#/recipes/${e.detail.digest}`; }}></edge-threshold>
        <section class="card" aria-label="Provenance"><h2>Where it comes from</h2><dl class="facts">
          <dt>Digest</dt><dd><code>${recipe.digest}</code></dd><dt>Profile</dt><dd>${manifest.profile}</dd>
          <dt>Input</dt><dd>${manifest.input_size.width} × ${manifest.input_size.height}</dd>
          <dt>Learned from</dt><dd>${provenance.data.map((each) => html`<div>${each.images} images of ${each.name} <code class="soft">${short(each.digest)}</code></div>`)}</dd>
          ${Object.entries(provenance.steps).map(([phase, steps]) => html`<dt>${phase}</dt><dd>${steps} steps</dd>`)}
          ${manifest.region_of_interest ? html`<dt>Judged</dt><dd>${regionWords(manifest.region_of_interest)}</dd>` : nothing}
          ${provenance.settings.light === 'changing' ? html`<dt>Light</dt><dd>may change</dd>` : nothing}
          <dt>Golden set</dt><dd>${manifest.golden.length} images, judged before each activation</dd>
          <dt>Made</dt><dd>${dateTime(provenance.created)} with version ${provenance.tool_version}</dd>
          ${Object.entries(provenance.metrics).map(([name, value]) => html`<dt>${name.replaceAll('_', ' ')}</dt><dd class="number">${Number(value.toFixed(4))}</dd>`)}
          <dt>INT8 model</dt><dd>${manifest.int8 ? 'yes' : 'no'}</dd></dl>
          <edge-golden .recipe=${this.recipe}></edge-golden>
          <p><a href="#/history?recipe=${recipe.digest}">Parts that it judged</a></p></section>
        <section class="card" aria-label="Lineage"><h2>Lineage</h2>
          ${this.lineage?.length ? html`<ol>${this.lineage.map((each) => html`<li>from <a href="#/recipes/${each.digest}"><code>${short(each.digest)}</code></a> ${each.recipe ? html`threshold ${score(each.recipe.recipe.threshold)}, made ${dateTime(each.recipe.recipe.created)}` : html`<span class="soft">not kept here</span>`}</li>`)}</ol>` : html`<p class="soft">Learned from images; derived from no other recipe.</p>`}</section>
      </div></div>`;
  }
}

customElements.define('edge-recipe', Recipe);

/** A candidate beside the recipe that judges: what both said of the same parts, the disagreements first. Property: product, for good. */
class Candidate extends Element {
  static properties = { product: {}, compared: { state: true }, page: { state: true }, problem: { state: true } };

  entered() {
    this.every(3000, (signal) => this.refresh(async () => {
      const path = `/api/v1/products/${this.product}/candidate`;
      this.compared = await get(path, signal);
      this.page = await get(`${path}/disagreements?size=30`, signal);
    }));
  }

  async end(promoted) {
    const go = this.onward();
    await this.once(async () => {
      const path = `/api/v1/products/${this.product}/candidate`;
      await (promoted ? post(`${path}/promotion`) : change('DELETE', path));
      tell(promoted ? 'The candidate judges in earnest now.' : 'The comparison has ended.');
      go('#/recipes');
    });
  }

  render() {
    const now = this.compared;
    return html`<div class="page"><div class="head"><h1>Comparison for ${this.product}</h1><a class="push" href="#/recipes">Back to the recipes</a></div>
      ${this.trouble()}
      ${now ? html`<section class="card" aria-label="Counts"><p>Recipe <a href="#/recipes/${now.recipe.digest}"><code>${short(now.recipe.digest)}</code></a> judges beside the active one since ${dateTime(now.since)}, and has no say in any verdict.</p>
        <div class="figures"><div class="figure">Agreed<b>${now.agreed}</b></div><div class="figure">Disagreed<b>${now.disagreed}</b></div>
          <div class="figure">Passed over, the line was busy<b>${now.passed_over}</b></div><div class="figure">Failed<b>${now.failed}</b></div></div>
        <div class="line"><button class="main" @click=${() => this.end(true)}>Let it judge in earnest</button><button @click=${() => this.end(false)}>End the comparison</button></div></section>` : nothing}
      ${this.page ? html`<section class="card" aria-label="Disagreements"><h2>Where they disagree, newest first</h2>
        ${this.page.disagreements.length === 0 ? html`<p class="soft">They have agreed on every part so far.</p>` : html`<div class="scroll"><table>
          <thead><tr><th><span class="unseen">Image</span></th><th>Part</th><th>Active says</th><th>Candidate says</th></tr></thead>
          <tbody>${this.page.disagreements.map((each) => html`<tr><td class="thumb"><edge-picture src="/api/v1/inspections/${each.inspection.id}/thumbnail"></edge-picture></td>
            <td><a href="#/history/${each.inspection.id}">${each.inspection.part ?? dateTime(each.inspection.received)}</a></td>
            <td>${verdict(each.inspection.verdict)} <span class="number">${score(each.inspection.score)}</span> of ${score(each.inspection.threshold)}</td>
            <td>${verdict(each.verdict)} <span class="number">${score(each.score)}</span> of ${score(each.threshold)}</td></tr>`)}</tbody></table></div>`}</section>` : nothing}
    </div>`;
  }
}

customElements.define('edge-candidate', Candidate);
