/* Values as people read them. */
export const VERDICTS = ['OK', 'DEFECT', 'CANNOT_JUDGE'];
export const WORD = { OK: 'OK', DEFECT: 'DEFECT', CANNOT_JUDGE: 'CANNOT JUDGE' };
export const OPINION = { GOOD: 'really good', DEFECTIVE: 'really defective' };

export const score = (value) => (value === null || value === undefined ? '–' : value.toFixed(3));
export const percent = (share) => (Number.isFinite(share) ? `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %` : '–');
export const whole = (value) => new Intl.NumberFormat('en').format(value);
/** @param what in the singular, whose plural has an s */
export const many = (count, what) => `${whole(count)} ${what}${count === 1 ? '' : 's'}`;
export const short = (digest) => (digest ? digest.replace('sha256:', '').slice(0, 12) : '–');

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

export const timeOfDay = (text) => clock.format(new Date(text));
export const dateTime = (text) => (text ? full.format(new Date(text)) : '–');

export function ago(text) {
  const seconds = Math.max(0, (Date.now() - new Date(text)) / 1000);
  return seconds < 5 ? 'just now' : `${duration(seconds)} ago`;
}

export function duration(seconds) {
  if (!Number.isFinite(seconds)) {
    return '–';
  }
  if (seconds < 90) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 5400) {
    return `${Math.round(seconds / 60)} min`;
  }
  return seconds < 172_800 ? `${(seconds / 3600).toFixed(1)} h` : `${Math.round(seconds / 86_400)} days`;
}

export function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = Number(value);
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** The part of an image that is judged. */
export const regionWords = ({ left, top, right, bottom }) =>
  `only a part of the image: from ${percent(left)} to ${percent(right)} of its width, from ${percent(top)} to ${percent(bottom)} of its height`;

export const total = (timings) => Object.values(timings).reduce((sum, value) => sum + value, 0);

/** What a verdict says, as a sentence. */
export function sentence(inspection) {
  if (inspection.verdict === 'CANNOT_JUDGE') {
    return inspection.reason ?? 'There is no judgement.';
  }
  const value = score(inspection.score);
  const bound = score(inspection.threshold);
  if (inspection.verdict === 'OK') {
    return `Score ${value}, below the threshold ${bound}.`;
  }
  const count = inspection.regions.length;
  const where = count === 0 ? '' : count === 1 ? ' One region stands out.' : ` ${count} regions stand out.`;
  return `Score ${value}, at or above the threshold ${bound}.${where}`;
}

/** What somebody at the line does about a part that cannot be judged. */
export function remedy(reason = '') {
  const text = reason.toLowerCase();
  if (/dark|bright|exposure/.test(text)) {
    return 'Check the light and the exposure of the camera, then have the part judged again.';
  }
  if (/focus|blur|sharp/.test(text)) {
    return 'Check the focus, and whether the lens is clean or the part was moving. Then have the part judged again.';
  }
  if (/small|size|pixel/.test(text)) {
    return 'Check that the camera sends whole images at its usual size.';
  }
  if (/unlike|taught|product/.test(text)) {
    return 'Check that the right product is set and that the part lies as it was taught.';
  }
  if (/time|deadline|queue|busy/.test(text)) {
    return 'The box was too busy. Judge the part again; if it happens often, see Health.';
  }
  return 'Set the part aside and have it judged again. It must not pass as OK.';
}
