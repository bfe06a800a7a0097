import { html } from 'lit';
import { Element } from './element.js';
import { get } from '../api.js';
import { timeOfDay, total } from '../words.js';

const PARTS = 200;
const EVERY = 5000;

/** How long the last parts took, stage by stage. */
class Latency extends Element {
  static properties = { parts: { state: true } };

  entered() {
    this.every(EVERY, async (signal) => {
      try {
        this.parts = (await get(`/api/v1/inspections?size=${PARTS}`, signal)).inspections.reverse();
      } catch {
        // The page says what is wrong.
      }
    });
  }

  render() {
    if (!this.parts?.length) {
      return html`<p class="soft">No part has been judged yet.</p>`;
    }
    const times = this.parts.map((each) => total(each.timings_ms)).sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(0);
    const sum = (names) => this.parts.map((each) => names.reduce((all, name) => all + (each.timings_ms[name] ?? 0), 0));
    const band = (name, data, color) => ({ name, type: 'line', stack: 'time', areaStyle: { color, opacity: 0.5 }, lineStyle: { width: 1, color }, itemStyle: { color }, showSymbol: false, data });
    return html`<p>Median <b class="number">${at(0.5)} ms</b>, 99 of 100 within <b class="number">${at(0.99)} ms</b>, over the last ${times.length} parts.</p>
      <edge-chart label="Milliseconds from receipt to verdict, of the last parts" .option=${{
        legend: { top: 0, right: 0, textStyle: { color: '--ink-soft' } },
        xAxis: { type: 'category', data: this.parts.map((each) => timeOfDay(each.received)), boundaryGap: false },
        yAxis: { type: 'value', name: 'ms' },
        series: [band('waiting', sum(['waiting', 'turn']), '--unknown'), band('image', sum(['decoding', 'checking', 'preprocessing', 'postprocessing']), '--line-strong'), band('network', sum(['network']), '--accent')],
      }}></edge-chart>`;
  }
}

customElements.define('edge-latency', Latency);
