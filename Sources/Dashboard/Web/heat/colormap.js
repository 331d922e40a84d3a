/**
 * Colors of heat maps over an image: pure arithmetic on RGBA bytes.
 *
 * Signed maps diverge: blue speaks against, red for, and zero is transparent, so that the image itself shows there.
 * Unsigned
 * maps rise through a perceptually even ramp, from transparent. The hue says how much as well as the opacity does.
 */

const NEUTRAL = [238, 240, 244];
const AGAINST = [[150, 190, 255], [58, 124, 246], [18, 64, 190]];
const FOR = [[255, 176, 160], [240, 72, 66], [178, 12, 38]];

const mix = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];

/** @param {number} t -1 (against) to 1 (for) @returns {number[]} r, g, b from 0 to 255 */
export function diverging(t) {
  const stops = [NEUTRAL, ...(t < 0 ? AGAINST : FOR)];
  const place = Math.min(1, Math.abs(t)) ** 0.7 * (stops.length - 1);
  const stop = Math.min(stops.length - 2, Math.floor(place));
  return mix(stops[stop], stops[stop + 1], place - stop);
}

/** How opaque a value is, 0 to 1: quickly there, so that faint evidence can be seen. */
export const opacityOf = (t) => Math.min(1, Math.abs(t)) ** 0.5;

/**
 * The largest magnitude of a map's values that are finite; 0 of none.
 * @param {ArrayLike<number>} values
 */
export function magnitude(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const value = Math.abs(values[i]);
    if (value > most && value < Infinity) most = value;
  }
  return most;
}

/**
 * One image as luminance or color, dimmed so that a map on it can be read.
 * @param {Float32Array} image [c, h, w], as the model sees it
 * @param {number[]} range smallest and largest value of the image
 * @returns {Uint8ClampedArray} RGBA, h * w * 4
 */
export function imagePixels(image, channels, count, [low, high] = rangeOf(image)) {
  const pixels = new Uint8ClampedArray(count * 4);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = (image[(channels >= 3 ? c : 0) * count + i] - low) * scale;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/** Smallest and largest value, with 0 and 1 among them where they are near: a white sheet stays white. */
export function rangeOf(image) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of image) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return [0, 1];
  return low >= 0 && high <= 1 ? [0, 1] : [low, high];
}

/**
 * Lays a map over an image.
 * @param {Uint8ClampedArray} below RGBA of the image
 * @param {ArrayLike<number>} map one value a pixel; NaN shows the image
 * @param {object} look
 * @param {number} look.most magnitude at the end of the scale
 * @param {boolean} look.signed
 * @param {number} look.opacity 0 shows the image alone, 1 the map at its strongest
 * @param {(t: number) => number[]} look.ramp of unsigned maps
 * @returns {Uint8ClampedArray} RGBA
 */
export function overlay(below, map, { most, signed, opacity, ramp }) {
  const pixels = new Uint8ClampedArray(below.length);
  const dim = 1 - 0.6 * opacity;
  for (let i = 0; i < map.length; i++) {
    const t = most > 0 && Number.isFinite(map[i]) ? Math.max(-1, Math.min(1, map[i] / most)) : 0;
    const alpha = opacity * opacityOf(t);
    const color = signed ? diverging(t) : ramp(Math.max(0, t));
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = below[4 * i + c] * dim * (1 - alpha) + color[c] * alpha;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
