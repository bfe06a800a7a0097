/* What there is to see of a judged part: its image, its heat map, and where in the image the recipe looked. */
import { paint, topOf } from '../heat.js';
import { load } from './drawing.js';
import { regionOf } from './regions.js';

const NO_IMAGE = 'The image is not there: none was decoded, or it was deleted to keep within the bounds.';
const NO_MAP = 'The heat map is not there: it was deleted to keep within the bounds.';

/** Whether the same may succeed when it is asked for again. */
const passes = ({ status }) => status === 0 || status >= 500;

/**
 * Never rejects: what could not be had is left out, and said. Whoever takes the picture closes it.
 *
 * @param had the picture, where it came before and something else did not
 * @returns the inspection; picture; heat, which lies over that region of the picture; problem, why one of them is missing; and
 *     whether to ask again for it
 */
export async function see(inspection, signal, had) {
  const path = `/api/v1/inspections/${inspection.id}`;
  const judged = inspection.verdict !== 'CANNOT_JUDGE';
  const [image, map] = await Promise.all([
    had ? { value: had } : outcome(imageOf(path, signal), 'The image', NO_IMAGE),
    judged ? outcome(heatOf(inspection, path, signal), 'The heat map', NO_MAP) : {},
  ]);
  return {
    inspection,
    picture: image.value,
    heat: map.value?.heat,
    region: map.value?.region,
    problem: image.problem ?? map.problem,
    again: Boolean(image.again || map.again),
  };
}

const outcome = (promise, what, absent) => promise.then(
  (value) => ({ value }),
  (e) => ({ problem: passes(e) ? `${what} did not come. ${e.message}` : absent, again: passes(e) }),
);

/** Browsers do not show every format that cameras send; the appliance makes of each one that they do. */
function imageOf(path, signal) {
  return load(`${path}/image`, signal).catch((e) => {
    if (passes(e) || signal.aborted) {
      throw e;
    }
    return load(`${path}/thumbnail?size=2048`, signal);
  });
}

async function heatOf(inspection, path, signal) {
  const [map, region] = await Promise.all([load(`${path}/map`, signal), regionOf(inspection.recipe.digest)]);
  const heat = new OffscreenCanvas(map.width, map.height);
  const context = heat.getContext('2d');
  context.drawImage(map, 0, 0);
  map.close();
  const data = context.getImageData(0, 0, heat.width, heat.height);
  paint(data.data, inspection.threshold, topOf(inspection));
  context.putImageData(data, 0, 0);
  return { heat, region };
}
