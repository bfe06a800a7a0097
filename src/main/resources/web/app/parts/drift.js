import { html, nothing } from 'lit';
import { Element } from './element.js';
import { whole } from '../words.js';

const COLOURS = { brightness: '--accent', contrast: '--unknown', sharpness: '--ink-soft', score: '--defect' };
const SPAN = 1.5;
const figure = (value) => Number(value.toPrecision(4));

/** How far the last parts are from what was taught, product by product. Properties: samples, [time, traits] oldest first; now. */
class Drift extends Element {
  static properties = { samples: { attribute: false }, now: { attribute: false } };

  render() {
    const products = [...new Set((this.now ?? []).map((each) => each.product))];
    return html`<section class="card" aria-label="Drift"><h2>Whether parts look as they were taught</h2>
      ${products.length ? html`<p class="soft">0 is as taught; beyond the dashed lines parts or light are unlike the good images of the recipe.</p>` : html`<p class="soft">No part was judged since the start whose recipe knows enough of its good images; it takes a few.</p>`}
      <div class="columns">${products.map((product) => this.product(product))}</div></section>`;
  }

  product(product) {
    const traits = this.now.filter((each) => each.product === product);
    const of = (trait) => this.samples.map(([time, all]) => [time, all?.find((each) => each.product === product && each.trait === trait)?.position])
      .filter(([, position]) => Number.isFinite(position));
    const farthest = Math.max(SPAN, ...traits.map((each) => 1.1 * Math.abs(each.position)));
    return html`<div class="page"><h3>${product} <span class="soft small number">${whole(traits[0].images)} parts</span></h3>
      ${this.samples.length > 1 ? html`<edge-chart class="low" label="Traits of ${product} beside what was taught, since this page was opened" .option=${{
        legend: { top: 0, right: 0, textStyle: { color: '--ink-soft' } },
        xAxis: { type: 'time' }, yAxis: { type: 'value', min: -farthest, max: farthest, splitNumber: 2, axisLabel: { color: '--ink-soft', formatter: (value) => value.toFixed(1) } },
        series: traits.map((each, i) => ({
          name: each.trait, type: 'line', showSymbol: false, data: of(each.trait), lineStyle: { color: COLOURS[each.trait] }, itemStyle: { color: COLOURS[each.trait] },
          ...(i ? {} : { markLine: { symbol: 'none', silent: true, label: { show: false }, lineStyle: { type: 'dashed', color: '--ink-soft' }, data: [{ yAxis: 1 }, { yAxis: -1 }] } }),
        })),
      }}></edge-chart>` : nothing}
      <dl class="facts">${traits.map((each) => html`<dt>${each.trait}</dt><dd class="number">${figure(each.average)}, taught ${figure(each.taught)} ± ${figure(each.half_width)} ${each.drifts ? html`<span class="tag warn">drifts</span>` : nothing}</dd>`)}</dl></div>`;
  }
}

customElements.define('edge-drift', Drift);
