import { html, nothing } from 'lit';
import { Element, verdict } from './element.js';
import { colour, topOf } from '../heat.js';
import { score, timeOfDay } from '../words.js';
import { at, between, show } from './drawing.js';
import { see } from './seen.js';

const SMALLEST_BOX = 3;
/** Milliseconds after which what did not come is asked for again. */
const AGAIN = 3000;
/** Milliseconds after which a picture that is still on its way is given up for that of a newer part. */
const LONGEST = 60_000;

/**
 * A judged part: its image, the heat map over it, and the regions. Somebody may draw boxes around what is wrong.
 *
 * Picture, heat map and regions are always those of one part. Until those of the part that is wanted are there, nothing is shown;
 * or, where parts follow one another, those of the part before, with words whose they are. One part is loaded at a time, then
 * the newest that is wanted by then: else a line that is faster than the network would never show any.
 *
 * Properties: inspection; following, whether parts follow one another by themselves; drawing; boxes, what was drawn; marks, what
 * was drawn before.
 */
class Viewer extends Element {
  static properties = {
    inspection: { attribute: false },
    following: { type: Boolean },
    drawing: { type: Boolean },
    boxes: { attribute: false },
    marks: { attribute: false },
    plain: { type: Boolean },
    opacity: { state: true },
    showRegions: { state: true },
    shown: { state: true },
  };

  constructor() {
    super();
    this.opacity = Number(localStorage.getItem('destseg.opacity') ?? 0.75);
    this.showRegions = true;
    this.boxes = [];
    this.marks = [];
  }

  left() {
    this.stop();
  }

  willUpdate(changed) {
    if (changed.has('inspection') && this.inspection && this.inspection.id !== changed.get('inspection')?.id) {
      this.want();
    }
  }

  want() {
    const goesOn = this.loading && this.following && Date.now() - this.begun < LONGEST;
    if (goesOn) {
      return;
    }
    this.stop();
    if (!this.isOf(this.shown) || this.shown.again) {
      this.load();
    }
  }

  stop() {
    clearTimeout(this.again);
    this.loading?.abort();
    this.loading = undefined;
  }

  async load() {
    const loading = new AbortController();
    this.loading = loading;
    this.begun = Date.now();
    const had = this.isOf(this.shown) ? this.shown.picture : undefined;
    const seen = await see(this.inspection, loading.signal, had);
    if (this.loading !== loading) {
      if (seen.picture !== this.shown?.picture) {
        seen.picture?.close();
      }
      return;
    }
    this.loading = undefined;
    this.take(seen);
    if (!this.isOf(seen)) {
      this.load();
    } else if (seen.again) {
      this.again = setTimeout(() => this.load(), AGAIN);
    }
  }

  take(seen) {
    if (seen.picture !== this.shown?.picture) {
      this.shown?.picture?.close();
    }
    this.shown = seen;
  }

  isOf(seen) {
    return seen?.inspection.id === this.inspection?.id;
  }

  /** What is looked at; undefined while it is on its way. */
  get seen() {
    return this.following || this.isOf(this.shown) ? this.shown : undefined;
  }

  updated() {
    this.draw();
    this.drawLegend();
  }

  draw() {
    const seen = this.seen;
    const context = show(this.querySelector('.pane canvas'), seen?.picture);
    if (!context) {
      return;
    }
    const { width, height } = seen.picture;
    if (seen.heat) {
      const { left, top, right, bottom } = seen.region ?? { left: 0, top: 0, right: 1, bottom: 1 };
      context.globalAlpha = this.opacity;
      context.imageSmoothingQuality = 'high';
      context.drawImage(seen.heat, left * width, top * height, (right - left) * width, (bottom - top) * height);
      context.globalAlpha = 1;
    }
    const thick = Math.max(1.5, width / 220);
    if (this.showRegions) {
      seen.inspection.regions.forEach((each, i) => this.box(context, each, thick, '#ffffff', `${i + 1}`));
    }
    if (this.isOf(seen)) {
      [...this.marks, ...this.boxes, this.drawn].filter(Boolean).forEach((each) => this.box(context, each, thick, '#5ee7ff', ''));
    }
  }

  box(context, { x, y, width, height }, thick, stroke, name) {
    context.lineWidth = thick * 2.2;
    context.strokeStyle = 'rgb(0 0 0 / 65%)';
    context.strokeRect(x, y, width, height);
    context.lineWidth = thick;
    context.strokeStyle = stroke;
    context.strokeRect(x, y, width, height);
    if (name) {
      const size = thick * 8;
      context.font = `700 ${size}px sans-serif`;
      context.lineWidth = thick * 2;
      context.strokeStyle = 'rgb(0 0 0 / 75%)';
      const top = y > size * 1.3 ? y - thick * 2 : y + height + size;
      context.strokeText(name, x, top);
      context.fillStyle = stroke;
      context.fillText(name, x, top);
    }
  }

  drawLegend() {
    const canvas = this.querySelector('.legend canvas');
    if (!canvas) {
      return;
    }
    this.mark();
    if (canvas.dataset.drawn) {
      return;
    }
    Object.assign(canvas, { width: 256, height: 1 });
    const context = canvas.getContext('2d');
    for (let i = 0; i < 256; i++) {
      context.fillStyle = `rgb(${colour(i / 255).join(' ')})`;
      context.fillRect(i, 0, 1, 1);
    }
    canvas.dataset.drawn = 'yes';
  }

  mark() {
    const mark = this.querySelector('.legend .mark');
    if (mark) {
      const { inspection } = this.shown;
      mark.style.left = `${Math.min(100, (100 * inspection.threshold) / topOf(inspection))}%`;
    }
  }

  begin(event) {
    if (this.drawing) {
      this.start = at(event);
      event.currentTarget.setPointerCapture(event.pointerId);
    }
  }

  move(event) {
    if (this.start) {
      this.drawn = between(this.start, at(event));
      this.draw();
    }
  }

  end() {
    const box = this.drawn;
    this.start = this.drawn = undefined;
    if (box && box.width >= SMALLEST_BOX && box.height >= SMALLEST_BOX) {
      this.boxes = [...this.boxes, box];
      this.dispatchEvent(new CustomEvent('boxes', { detail: this.boxes }));
    }
    this.draw();
  }

  setOpacity(event) {
    this.opacity = Number(event.target.value);
    localStorage.setItem('destseg.opacity', this.opacity);
  }

  render() {
    const seen = this.seen;
    const lags = seen && !this.isOf(seen);
    return html`<div class="pane ${this.drawing ? 'drawing' : ''}">
        <canvas class=${seen?.picture ? '' : 'away'} role="img" aria-label="Image of ${lags ? 'another part' : 'the part'}${seen?.heat ? ' with its heat map' : ''}"
          @pointerdown=${this.begin} @pointermove=${this.move} @pointerup=${this.end}></canvas>
        ${seen?.picture ? nothing : html`<p class="empty">${seen ? seen.problem : 'The picture is on its way.'}</p>`}
      </div>
      ${this.following ? html`<div class="line whose">${lags ? this.whose(seen.inspection) : nothing}</div>` : nothing}
      ${seen?.picture && seen.problem ? html`<div class="note warn">${seen.problem}</div>` : nothing}
      ${seen?.heat && !this.plain ? this.controls(seen.inspection) : nothing}`;
  }

  whose({ verdict: said, part, received }) {
    return html`<span>Still the picture of</span>${verdict(said)}${part ? html`<span>part ${part}</span>` : nothing}<span class="number">${timeOfDay(received)}</span>`;
  }

  controls(inspection) {
    return html`<div class="legend">
        <span class="number">0</span>
        <div class="scale"><canvas aria-hidden="true"></canvas>
          <div class="mark"><span>threshold ${score(inspection.threshold)}</span></div></div>
        <span class="number">${score(topOf(inspection))}</span>
      </div>
      <div class="line">
        <label class="field">Heat map <input type="range" min="0" max="1" step="0.05" .value=${String(this.opacity)}
          aria-label="Opacity of the heat map" @input=${this.setOpacity}></label>
        <label class="line"><input type="checkbox" .checked=${this.showRegions}
          @change=${(e) => { this.showRegions = e.target.checked; }}> Regions</label>
      </div>`;
  }
}

customElements.define('edge-viewer', Viewer);
