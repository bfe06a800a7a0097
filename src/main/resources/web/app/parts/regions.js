import { get } from '../api.js';

const KEPT = 50;
const known = new Map();

/**
 * The part of an image that a recipe judges, in shares of it; undefined when that is all of it, or when the recipe is no
 * longer there to ask. Rejects where the recipe could not be asked for.
 */
export function regionOf(digest) {
  if (!known.has(digest)) {
    known.set(digest, get(`/api/v1/recipes/${digest}`).then(({ manifest }) => manifest.region_of_interest, (e) => {
      // A recipe that is gone stays gone; whatever else it was may be better the next time.
      if (e.status !== 404) {
        known.delete(digest);
        throw e;
      }
    }));
    if (known.size > KEPT) {
      known.delete(known.keys().next().value);
    }
  }
  return known.get(digest);
}
