import { html } from 'lit';
import { Element } from './element.js';
import { at, between, load, show } from './drawing.js';

/** Less than that of a side is a slip of the hand. */
const LEAST = 0.02;
const EDGES = [['left', 'Left'], ['top', 'Top'], ['width', 'Width'], ['height', 'Height']];
const round = (share) => Math.round(share * 1e4) / 1e4;

/**
 * The part of an image that is to be judged, drawn by mouse or finger or given in numbers. Says "region" with what was chosen:
 * left, top, right and bottom in shares of the image, or null for all of it.
 *
 * Properties: src, an image to draw on; region.
 */
class Region extends Element {
  static properties = { src: {}, region: { attribute: false }, picture: { state: true }, problem: { state: true } };

  willUpdate(changed) {
    if (changed.has('src') && this.src) {
      this.attempt(async () => {
        this.picture = await load(this.src, this.leaving?.signal);
      });
    }
  }

  updated() {
    this.draw(this.region);
  }

  /** What is not judged is dimmed. */
  draw(region) {
    const context = show(this.querySelector('canvas'), this.picture);
    if (!context || !region) {
      return;
    }
    const { width, height } = this.picture;
    const box = [region.left * width, region.top * height, (region.right - region.left) * width, (region.bottom - region.top) * height];
    context.fillStyle = 'rgb(0 0 0 / 60%)';
    context.fillRect(0, 0, width, height);
    context.drawImage(this.picture, ...box, ...box);
    context.lineWidth = Math.max(2, width / 200);
    context.strokeStyle = '#5ee7ff';
    context.strokeRect(...box);
  }

  begin(event) {
    this.start = at(event);
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (this.start) {
      this.begun = this.shares(between(this.start, at(event)));
      this.draw(this.begun);
    }
  }

  end() {
    const drawn = this.begun;
    this.start = this.begun = undefined;
    if (drawn && drawn.right - drawn.left >= LEAST && drawn.bottom - drawn.top >= LEAST) {
      this.choose(drawn);
    } else {
      this.draw(this.region);
    }
  }

  shares({ x, y, width, height }) {
    const { width: all, height: tall } = this.picture;
    return { left: round(x / all), top: round(y / tall), right: round((x + width) / all), bottom: round((y + height) / tall) };
  }

  choose(region) {
    const all = region && region.left <= 0 && region.top <= 0 && region.right >= 1 && region.bottom >= 1;
    this.region = all ? null : region;
    this.dispatchEvent(new CustomEvent('region', { detail: this.region }));
  }

  percents() {
    const { left, top, right, bottom } = this.region ?? { left: 0, top: 0, right: 1, bottom: 1 };
    return { left: 100 * left, top: 100 * top, width: 100 * (right - left), height: 100 * (bottom - top) };
  }

  /** A side that is given stays; what would then reach beyond the image gives way. */
  type(edge, event) {
    const value = Number(event.target.value);
    const given = { ...this.percents(), [edge]: Number.isFinite(value) ? value : 0 };
    const within = (share, least, most) => Math.min(most, Math.max(least, share / 100));
    const left = within(given.left, 0, 1 - LEAST);
    const top = within(given.top, 0, 1 - LEAST);
    this.choose({
      left: round(left), top: round(top),
      right: round(left + within(given.width, LEAST, 1 - left)), bottom: round(top + within(given.height, LEAST, 1 - top)),
    });
    // Also where the number that was typed could not be.
    event.target.value = this.percents()[edge].toFixed(1);
  }

  render() {
    const percents = this.percents();
    return html`${this.trouble()}
      <div class="pane drawing"><canvas role="img" aria-label=${this.region ? `A good part; judged are ${percents.width.toFixed(0)} by ${percents.height.toFixed(0)} percent of the image` : 'A good part; all of it is judged'}
        @pointerdown=${this.begin} @pointermove=${this.move} @pointerup=${this.end} @pointercancel=${this.end}></canvas></div>
      <div class="filters" role="group" aria-label="The region in percent of the image">
        ${EDGES.map(([edge, word]) => html`<label class="field">${word}, % <input type="number" min="0" max="100" step="0.1" .value=${percents[edge].toFixed(1)} @change=${(e) => this.type(edge, e)}></label>`)}
        <button type="button" ?disabled=${!this.region} @click=${() => this.choose(null)}>The whole image</button></div>`;
  }
}

customElements.define('edge-region', Region);
