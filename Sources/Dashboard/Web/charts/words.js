/** Values and groups of charts in words, and the colors that belong to them. */

import { count, number } from '../core/format.js';

/** Columns whose values are numbers of classes. */
const CLASS_COLUMNS = new Set(['label', 'prediction', 'nearest_other_class', 'neighbor_label']);

export const isClassColumn = (app, column) => CLASS_COLUMNS.has(column) && app.run.classes.length > 0;

/** A value of a column, as people read it. */
export function valueWords(app, column, value) {
  if (value === null || value === undefined) return 'missing';
  if (isClassColumn(app, column) && app.run.classes[value] !== undefined) return app.run.classes[value];
  return typeof value === 'number' ? number(value, 4) : String(value);
}

/** `label 4`, `even_odd = even`: a value that says which column it is of. */
export const namedValue = (app, column, value) => `${column} ${valueWords(app, column, value)}`;

/** Where a group lies on x. */
export const groupWords = (app, query, group) => ('lower' in group
  ? `${query.x.column} ${number(group.lower, 4)} to ${number(group.upper, 4)}`
  : namedValue(app, query.x.column, group.x));

/** Color of the i-th of several series, or of the class that a value names. */
export const seriesColor = (app, column, value, i) => app.colors.ofClass(isClassColumn(app, column) ? value : i);

/**
 * What a bar tells when pointed at: where it is, its figure, its interval and n. Lines are joined by <br>, as Plotly
 * reads them.
 * @param {string} measured what y is, such as 'mean of loss'
 */
export function hoverText(app, query, group, measured) {
  const lines = [
    query.runs?.length ? escape(group.run) : null,
    query.facet ? escape(namedValue(app, query.facet, group.facet)) : null,
    query.split ? escape(namedValue(app, query.split, group.split)) : null,
    escape(groupWords(app, query, group)),
    `${escape(measured)} <b>${number(group.value, 4)}</b>`,
    group.interval ? `95 % interval ${number(group.interval.lower)} to ${number(group.interval.upper)}` : null,
    `n ${count(group.n)}`,
  ];
  return lines.filter(Boolean).join('<br>');
}

/** Text that Plotly would read as markup. */
export const escape = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Wilson's 95 % interval of a share, as the host computes it.
 * @returns {{lower: number, upper: number}|null} null for none of none
 */
export function wilson(successes, n) {
  if (!n) return null;
  const z2 = 1.959963984540054 ** 2;
  const p = successes / n;
  const center = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Math.sqrt(z2) / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return {
    lower: successes === 0 ? 0 : Math.max(0, center - half), upper: successes === n ? 1 : Math.min(1, center + half),
  };
}
