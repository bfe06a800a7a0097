import { svg } from 'lit';

const icon = (content) => svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor"
  stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${content}</svg>`;

/* The shape tells the verdict without its colour: a circle with a tick, an octagon with a cross, a triangle. */
export const SHAPE = {
  OK: icon(svg`<circle cx="12" cy="12" r="9.5"/><path d="m7.5 12.5 3 3 6-6.5"/>`),
  DEFECT: icon(svg`<path d="M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8z"/><path d="m8.5 8.5 7 7m0-7-7 7"/>`),
  CANNOT_JUDGE: icon(svg`<path d="M12 2.8 22.2 20.5H1.8z"/><path d="M12 9.5v4.8m0 2.9v.1"/>`),
};

export const ICONS = {
  live: icon(svg`<circle cx="12" cy="12" r="3"/><path d="M5.6 5.6a9 9 0 0 0 0 12.8M18.4 5.6a9 9 0 0 1 0 12.8"/>`),
  history: icon(svg`<path d="M3.5 12a8.5 8.5 0 1 0 2.6-6.1L3.5 8.3M3.5 3.8v4.5H8"/><path d="M12 7.5V12l3 2"/>`),
  line: icon(svg`<path d="M2.5 13.5h19M2.5 13.5a3.5 3.5 0 0 0 0 7h19a3.5 3.5 0 0 0 0-7"/><path d="M5 17h.1m6.9 0h.1m6.9 0h.1M8.5 13.5V6h7v7.5"/>`),
  teach: icon(svg`<path d="M12 4 2.5 8.8 12 13.6l9.5-4.8z"/><path d="M6 11v5c3.5 3 8.5 3 12 0v-5"/>`),
  recipes: icon(svg`<path d="M6 3h9l4 4v14H6z"/><path d="M9.5 12h6m-6 4h6M9.5 8h2"/>`),
  trainings: icon(svg`<path d="M3.5 20.5h17M5 16l4.5-5 3.5 3 6-8"/>`),
  registry: icon(svg`<path d="M4 7.5 12 3l8 4.5v9L12 21l-8-4.5z"/><path d="m4 7.5 8 4.5 8-4.5M12 12v9"/>`),
  health: icon(svg`<path d="M3 12.5h4l2.5-7 4.5 13 2.5-6H21"/>`),
  settings: icon(svg`<path d="M4 7h10m4 0h2M4 17h2m4 0h10"/><circle cx="16" cy="7" r="2"/><circle cx="8" cy="17" r="2"/>`),
};
