/** Code of a color for rows without a value. */
export const missing = 255;

/**
 * How the values of a column become colors: a code from 0 to 254 for each row, 255 without a value.
 *
 * - `categories`: `list` of `{code, name, label}`, in the order of the values;
 * - `ramp`: code 0 at `low`, 254 at `high`, on a logarithmic scale if `log`; values beyond have the end's color.
 *
 * @param {{name, kind, values, strings}} column
 * @param {object} about what the run says of the column
 * @param {string[]} classes names, for the columns that hold classes
 */
export function colorScale(column, about, classes) {
  const { kind, values, name } = column;
  const ofClasses = kind === 'int64' && /label|class|prediction/.test(name) && about?.min >= 0 && about.max < classes.length;
  if (ofClasses && classes.length < missing) {
    return categories(values, classes.map((label, code) => ({ code, name: String(code), label })), (value) => value);
  }
  if (kind === 'bool') {
    const list = ['false', 'true'].map((text, code) => ({ code, name: text, label: text }));
    return categories(values, list, (value) => value);
  }
  if (kind === 'string') return ofStrings(column);
  if (kind === 'int64' && about?.values?.length && about.values.length <= 24) {
    const codes = new Map(about.values.map((value, code) => [value, code]));
    const list = about.values.map((value, code) => ({ code, name: String(value), label: String(value) }));
    return categories(values, list, (value) => codes.get(value));
  }
  return rampScale(column);
}

function categories(values, list, codeOf) {
  const codes = new Uint8Array(values.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codeOf(values[row]);
    codes[row] = code >= 0 && code < list.length ? code : missing;
  }
  return { kind: 'categories', codes, list };
}

/** The most frequent 250 texts have a category each; the others share one. */
function ofStrings({ values, strings }) {
  const counts = new Uint32Array(strings.length);
  for (const value of values) if (value < strings.length) counts[value]++;
  const all = [...strings.keys()];
  const kept = all.length <= 250 ? all : all.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, 250);
  const codes = new Uint8Array(strings.length).fill(kept.length);
  kept.forEach((string, code) => (codes[string] = code));
  const list = kept.map((string, code) => ({ code, name: strings[string], label: strings[string] || '(empty)' }));
  if (kept.length < strings.length) list.push({ code: kept.length, name: '…', label: 'all others' });
  return categories(values, list, (value) => codes[value]);
}

function rampScale({ name, values }) {
  const { low, high, log } = name === 'loss' ? { low: 0.001, high: 10, log: true } : range(values);
  const position = log
    ? (value) => Math.log(Math.max(value, 1e-300) / low) / Math.log(high / low)
    : (value) => (value - low) / (high - low || 1);
  const codes = new Uint8Array(values.length);
  for (let row = 0; row < codes.length; row++) {
    const value = values[row];
    codes[row] = value === value ? Math.round(254 * Math.min(Math.max(position(value), 0), 1)) : missing;
  }
  return { kind: 'ramp', codes, low, high, log, position };
}

/** Ends of a scale that leave half a percent on either side, logarithmic where values are positive and very uneven. */
export function range(values) {
  const step = Math.max(1, Math.floor(values.length / 50_000));
  const some = [];
  for (let row = 0; row < values.length; row += step) if (Number.isFinite(values[row])) some.push(values[row]);
  if (!some.length) return { low: 0, high: 1, log: false };
  const sorted = Float64Array.from(some).sort();
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  let [low, high] = [at(0.005), at(0.995)];
  if (low === high) [low, high] = [sorted[0], sorted.at(-1)];
  const log = low >= 0 && at(0.5) > 0 && high / at(0.5) > 50;
  if (log) low = Math.max(low, high * 1e-5);
  return { low, high: high > low ? high : low + 1, log };
}

/** 256 RGBA colors for the codes of a scale. */
export function paletteOf(scale, colors) {
  const palette = new Uint8Array(1024);
  const ramp = scale.kind === 'ramp' && colors.ramp('ember');
  for (let code = 0; code < missing; code++) {
    palette.set([...(ramp ? ramp(code / 254) : colors.channelsOfClass(code)), 255], 4 * code);
  }
  palette.set([...colors.missing, 255], 4 * missing);
  return palette;
}

/**
 * How the values of a column become sizes: a byte for each row; 0 is the smallest dot, also without a value.
 *
 * @returns {{bytes: Uint8Array, ticks: number[], position: (value: number) => number}} position from 0 to 1
 */
export function sizeScale(column) {
  if (!column) return { bytes: null, ticks: [], position: () => 0 };
  const { kind, name, values } = column;
  let position;
  let ticks;
  if (name === 'loss') {
    position = (value) => Math.sqrt(Math.min(Math.max(value, 0), 8) / 8);
    ticks = [0, 0.1, 1, 3, 8];
  } else if (kind === 'bool') {
    position = (value) => (value === 1 ? 0.5 : 0);
    ticks = [0, 1];
  } else if (kind === 'string') {
    position = () => 0;
    ticks = [];
  } else {
    // Evenly spread values would make most dots large: only the upper end stands out.
    const { low, high } = range(values);
    position = (value) => 0.75 * Math.min(Math.max((value - low) / (high - low), 0), 1) ** 2.5;
    ticks = [0, 0.5, 0.75, 1].map((share) => low + share * (high - low));
  }
  const bytes = new Uint8Array(values.length);
  for (let row = 0; row < bytes.length; row++) bytes[row] = Math.round(255 * (position(values[row]) || 0));
  return { bytes, ticks, position };
}
