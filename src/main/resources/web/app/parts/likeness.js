/* Points out images that are nearly the same, and images that look unlike the others. A help for the eye; the box decides nothing by it. */
import { blob } from '../api.js';

const SIDE = 16;
/** Mean difference of grey levels below which two small images count as the same picture. */
const SAME = 0.6;
/** Robust deviations from the median beyond which an image counts as unlike the others. */
const FAR = 6;
const FEWEST = 8;
const AT_ONCE = 6;
const seen = new Map();
const KEPT = 5000;

async function grey(path, signal) {
  if (!seen.has(path)) {
    const bitmap = await createImageBitmap(await blob(path, signal), { resizeWidth: SIDE, resizeHeight: SIDE, resizeQuality: 'medium' });
    const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    seen.set(path, Float32Array.from({ length: SIDE * SIDE }, (_, i) => (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 3));
    if (seen.size > KEPT) {
      seen.delete(seen.keys().next().value);
    }
  }
  return seen.get(path);
}

const distance = (a, b) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** @returns a sentence for each image that deserves a look */
export async function findings(images, pathOf, signal) {
  const known = [];
  const waiting = [...images];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let image = waiting.shift(); image; image = waiting.shift()) {
      known.push({ image, levels: await grey(pathOf(image), signal) });
    }
  }));
  const found = new Map();
  sameOnes(known, found);
  if (known.length >= FEWEST) {
    unlikeOthers(known, found);
  }
  return found;
}

function sameOnes(known, found) {
  known.forEach((one, i) => {
    for (let j = 0; j < i; j++) {
      if (distance(one.levels, known[j].levels) < SAME) {
        found.set(one.image, 'nearly the same as another');
        return;
      }
    }
  });
}

function unlikeOthers(known, found) {
  const middle = Float32Array.from({ length: SIDE * SIDE }, (_, i) => median(known.map((each) => each.levels[i])));
  const far = known.map((each) => distance(each.levels, middle));
  const usual = median(far);
  const spread = Math.max(0.5, 1.4826 * median(far.map((each) => Math.abs(each - usual))));
  known.forEach((each, i) => {
    if (far[i] > usual + FAR * spread) {
      found.set(each.image, 'unlike the others');
    }
  });
}
