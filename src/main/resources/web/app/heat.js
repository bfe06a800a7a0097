/*
 * Colours of anomaly maps. Lightness rises linearly in OKLab while the hue turns from violet over red to yellow, so that
 * equal steps of the score look equally large, also to the colour-blind and in grey.
 */
const STEPS = 256;

function channel(linear) {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}

/** Ottosson's OKLab, to sRGB. */
function rgb(lightness, chroma, hue) {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    channel(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const TABLE = Array.from({ length: STEPS }, (_, i) => {
  const share = i / (STEPS - 1);
  const hue = ((300 + 165 * share) * Math.PI) / 180;
  return rgb(0.24 + 0.7 * share, 0.06 + 0.42 * share * (1 - share) + 0.07 * share, hue);
});

/** @param share 0 to 1 */
export function colour(share) {
  return TABLE[Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1))];
}

/**
 * Paints scores (grey levels, 255 is a score of 1) as heat. What is far below the threshold stays clear, so that the part
 * is seen.
 *
 * @param top score of the last colour
 */
export function paint(pixels, threshold, top) {
  for (let i = 0; i < pixels.length; i += 4) {
    const value = pixels[i] / 255;
    const [red, green, blue] = colour(value / top);
    pixels[i] = red;
    pixels[i + 1] = green;
    pixels[i + 2] = blue;
    pixels[i + 3] = 255 * Math.min(1, Math.max(0, (value / threshold - 0.35) / 0.65));
  }
}

/** The score that the last colour stands for: so that the threshold is somewhere in the middle. */
export function topOf(inspection) {
  const peak = Math.max(0, ...inspection.regions.map((region) => region.peak));
  return Math.min(1, Math.max(2 * inspection.threshold, peak, 0.05));
}
