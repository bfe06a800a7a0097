import { html, nothing } from 'lit';
import { Element } from './element.js';
import { colour, paint, topOf } from '../heat.js';
import { score } from '../words.js';
import { at, between, load, show } from './drawing.js';
import { regionOf } from './regions.js';

const SMALLEST_BOX = 3;

/**
 * A judged part: its image, the heat map over it, and the regions. Somebody may draw boxes around what is wrong.
 *
 * Properties: inspection; drawing; boxes, what was drawn; marks, what was drawn before.
 */
class Viewer extends Element {
  static properties = {
    inspection: { attribute: false },
    drawing: { type: Boolean },
    boxes: { attribute: false },
    marks: { attribute: false },
    plain: { type: Boolean },
    opacity: { state: true },
    showRegions: { state: true },
    picture: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    this.opacity = Number(localStorage.getItem('destseg.opacity') ?? 0.75);
    this.showRegions = true;
    this.boxes = [];
    this.marks = [];
  }

  willUpdate(changed) {
    if (changed.has('inspection') && this.inspection && this.inspection.id !== this.shown) {
      this.shown = this.inspection.id;
      this.load(this.inspection);
    }
  }

  async load(inspection) {
    const path = `/api/v1/inspections/${inspection.id}`;
    const signal = this.leaving?.signal;
    try {
      const picture = await load(`${path}/image`, signal).catch(() => load(`${path}/thumbnail?size=2048`, signal));
      const map = inspection.verdict === 'CANNOT_JUDGE' ? null : await load(`${path}/map`, signal).catch(() => null);
      const region = map && (await regionOf(inspection.recipe.digest));
      if (this.inspection.id !== inspection.id) {
        return;
      }
      this.region = region;
      this.heat = map && this.heatOf(map, inspection);
      this.picture = picture;
      this.problem = null;
    } catch (e) {
      if (this.inspection.id === inspection.id && e.name !== 'AbortError') {
        this.picture = null;
        this.problem = 'The image is not there: none was decoded, or it was deleted to keep within the bounds.';
      }
    }
  }

  heatOf(map, inspection) {
    const canvas = new OffscreenCanvas(map.width, map.height);
    const context = canvas.getContext('2d');
    context.drawImage(map, 0, 0);
    const data = context.getImageData(0, 0, map.width, map.height);
    paint(data.data, inspection.threshold, topOf(inspection));
    context.putImageData(data, 0, 0);
    return canvas;
  }

  updated() {
    this.draw();
    this.drawLegend();
  }

  draw() {
    const context = show(this.querySelector('.pane canvas'), this.picture);
    if (!context) {
      return;
    }
    const { width, height } = this.picture;
    if (this.heat) {
      const { left, top, right, bottom } = this.region ?? { left: 0, top: 0, right: 1, bottom: 1 };
      context.globalAlpha = this.opacity;
      context.imageSmoothingQuality = 'high';
      context.drawImage(this.heat, left * width, top * height, (right - left) * width, (bottom - top) * height);
      context.globalAlpha = 1;
    }
    const thick = Math.max(1.5, width / 220);
    if (this.showRegions) {
      this.inspection.regions.forEach((each, i) => this.box(context, each, thick, '#ffffff', `${i + 1}`));
    }
    [...this.marks, ...this.boxes, this.begun].filter(Boolean).forEach((each) => this.box(context, each, thick, '#5ee7ff', ''));
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
      mark.style.left = `${Math.min(100, (100 * this.inspection.threshold) / topOf(this.inspection))}%`;
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
      this.begun = between(this.start, at(event));
      this.draw();
    }
  }

  end() {
    const box = this.begun;
    this.start = this.begun = undefined;
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
    if (this.problem) {
      return html`<div class="pane"><p class="empty">${this.problem}</p></div>`;
    }
    return html`<div class="pane ${this.drawing ? 'drawing' : ''}">
        <canvas role="img" aria-label="Image of the part${this.heat ? ' with its heat map' : ''}"
          @pointerdown=${this.begin} @pointermove=${this.move} @pointerup=${this.end}></canvas>
      </div>
      ${this.heat && !this.plain ? this.controls() : nothing}`;
  }

  controls() {
    return html`<div class="legend">
        <span class="number">0</span>
        <div class="scale"><canvas aria-hidden="true"></canvas>
          <div class="mark"><span>threshold ${score(this.inspection.threshold)}</span></div></div>
        <span class="number">${score(topOf(this.inspection))}</span>
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
