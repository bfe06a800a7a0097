/* Pictures on a canvas that shows them as large as fits, and boxes drawn there. */
import { blob } from '../api.js';

export async function load(path, signal) {
  return createImageBitmap(await blob(path, signal));
}

/** @returns what to draw on over the picture; nothing while there is no picture, or no canvas */
export function show(canvas, picture) {
  if (!canvas || !picture) {
    return undefined;
  }
  const { width, height } = picture;
  if (canvas.width !== width || canvas.height !== height) {
    Object.assign(canvas, { width, height });
  }
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  return context;
}

/** Where a pointer is, in pixels of the picture. */
export function at(event) {
  const canvas = event.currentTarget;
  const bounds = canvas.getBoundingClientRect();
  const scale = Math.min(bounds.width / canvas.width, bounds.height / canvas.height);
  const left = bounds.left + (bounds.width - canvas.width * scale) / 2;
  const top = bounds.top + (bounds.height - canvas.height * scale) / 2;
  const within = (value, most) => Math.round(Math.min(most, Math.max(0, value)));
  return {
    x: within((event.clientX - left) / scale, canvas.width),
    y: within((event.clientY - top) / scale, canvas.height),
  };
}

export const between = (a, b) => ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });
