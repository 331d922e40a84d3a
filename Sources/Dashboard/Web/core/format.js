/** Numbers and times as people read them. */

/** Digits in groups of three. By hand: making an Intl.NumberFormat costs more than the first picture can wait. */
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** 70,000 */
export const count = (value) => grouped(String(Math.round(value)));

/** `1 sample`, `2 samples` */
export const counted = (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

/** A number with `digits` significant digits, whole numbers whole; an en dash where it is missing. */
export function number(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return minus(grouped(String(value)));
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e9) {
    const [mantissa, exponent] = value.toExponential(Math.max(digits - 2, 0)).split('e');
    return minus(`${mantissa}e${+exponent}`);
  }
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const [whole, fraction = ''] = value.toFixed(Math.min(places, 12)).split('.');
  const kept = fraction.replace(/0+$/, '');
  return minus(grouped(whole) + (kept && `.${kept}`));
}

const minus = (text) => text.replace(/^-/, '−');

/** 0.5 %; what is not quite all or nothing is never rounded to it. */
export function percent(share, digits = 1) {
  if (share === null || share === undefined || Number.isNaN(share)) return '–';
  const least = 10 ** -digits;
  if (share > 0 && 100 * share < least / 2) return `< ${least.toFixed(digits)} %`;
  if (share < 1 && 100 * share >= 100 - least / 2) return `> ${(100 - least).toFixed(digits)} %`;
  return `${(100 * share).toFixed(digits)} %`;
}

/** 1.2 s, 3 min 20 s, 2 h 5 min */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** 2025-11-28 00:44, in the time of the person who looks */
export function date(unixSeconds) {
  if (unixSeconds === null || unixSeconds === undefined) return '–';
  const at = new Date(unixSeconds * 1000);
  const two = (value) => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `analyze/dev.leap.population-map/population-map` as people read it: analyze · population-map. */
export const stageWords = (stage) => [...new Set([stage.split('/')[0], stage.split('/').at(-1)])].join(' · ');

/** Rows of values as CSV (RFC 4180), the first row the names. */
export function csv(rows) {
  const field = (value) => {
    const text = value === null || value === undefined || Number.isNaN(value) ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(field).join(',')).join('\r\n') + '\r\n';
}
