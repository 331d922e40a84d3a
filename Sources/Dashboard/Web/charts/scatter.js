/** A dot a sample: one column against another, drawn from the page's own columns. */

import { count, number } from '../core/format.js';
import { axis, faded, layout, tokens } from './theme.js';
import { escape, isClassColumn, valueWords } from './words.js';

/** More dots than this hide each other, and SVG is slow to draw them. */
export const MOST_DOTS = 4000;

/**
 * Rows to draw: all, or an even choice that is the same each time.
 * @param {ArrayLike<number>} rows
 * @returns {number[]}
 */
export function choose(rows, most = MOST_DOTS) {
  if (rows.length <= most) return Array.from(rows);
  const limit = (most / rows.length) * 2 ** 32;
  return Array.from(rows).filter((row) => (Math.imul(row + 1, 2654435761) >>> 0) < limit);
}

/**
 * @param {object} query with x.column and y.column, maybe a split
 * @param {{x: object, y: object, split: object|null}} columns as app.data.column gives them
 * @param {ArrayLike<number>} rows that the filter takes
 * @param {object|null} correlation `{pearson: {r}, spearman: {r}}`
 * @returns {{data: object[], layout: object, notes: string[], rows: number[]}} customdata: `{row}`
 */
export function scatterFigure(app, query, { x, y, split }, rows, correlation) {
  const whole = Array.from(rows).filter((row) => Number.isFinite(x.values[row]) && Number.isFinite(y.values[row]));
  const drawn = choose(whole);
  const groups = new Map();
  for (const row of drawn) {
    const value = split ? splitValue(split, row) : null;
    if (!groups.has(value)) groups.set(value, []);
    groups.get(value).push(row);
  }
  const keys = [...groups.keys()].sort((a, b) => (a < b ? -1 : 1));
  const { accent } = tokens();
  const data = keys.map((key, i) => {
    const own = groups.get(key);
    const color = split ? app.colors.ofClass(isClassColumn(app, query.split) ? key : i) : accent;
    return {
      type: 'scatter',
      mode: 'markers',
      name: split ? valueWords(app, query.split, key) : '',
      x: own.map((row) => x.values[row]),
      y: own.map((row) => y.values[row]),
      marker: { color: faded(color, 0.6), size: 4.5 }, customdata: own.map((row) => ({ row })), hoverinfo: 'text',
      hovertext: own.map(
        (row) => [
          escape(app.data.sample(row)),
          `${escape(query.x.column)} <b>${number(x.values[row], 4)}</b>`,
          `${escape(query.y.column)} <b>${number(y.values[row], 4)}</b>`,
        ].join('<br>'),
      ),
    };
  });
  const notes = [];
  if (drawn.length < whole.length) notes.push(`${count(drawn.length)} of ${count(whole.length)} samples are drawn`);
  if (rows.length > whole.length) notes.push(`${count(rows.length - whole.length)} without both values are left out`);
  if (correlation) notes.push(
    `correlation over all ${count(correlation.n)}: Pearson ${number(correlation.pearson?.r, 2)}, Spearman ${number(correlation.spearman?.r, 2)}`,
  );
  return {
    data, notes, rows: whole,
    layout: layout({
      height: 330,
      showlegend: Boolean(split),
      xaxis: axis(query.x.column),
      yaxis: axis(query.y.column),
      margin: { l: 56, r: 12, t: split ? 34 : 12, b: 44 },
    }),
  };
}

function splitValue({ values, strings }, row) {
  const value = values[row];
  return strings ? strings[value] ?? 'missing' : value;
}
