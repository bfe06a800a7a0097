import { html } from 'lit';
import { Element } from './element.js';
import { score } from '../words.js';

/** The images that a recipe must judge as it says before it is activated. Properties: recipe, with its manifest. */
class Golden extends Element {
  static properties = { recipe: { attribute: false } };

  render() {
    const { recipe, manifest } = this.recipe;
    return html`<h3>Golden set</h3><div class="sheet">${manifest.golden.map((each, i) => html`<figure>
      <edge-picture src="/api/v1/recipes/${recipe.digest}/golden/${i}" alt=${each.score >= recipe.threshold ? 'A part with a synthetic defect' : 'A good part'}></edge-picture>
      <figcaption>must score <span class="number">${score(each.score)}</span>: ${each.score >= recipe.threshold ? 'DEFECT' : 'OK'}</figcaption></figure>`)}</div>`;
  }
}

customElements.define('edge-golden', Golden);
