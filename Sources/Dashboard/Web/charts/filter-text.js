/**
 * The text of the filter language (docs: `label == 4 && loss > 1`), made from a chart's groups, cells and JSON filters.
 * The same rules as the host's own printer: what is written here reads back as the same filter.
 */

const KEYWORDS = new Set(['and', 'or', 'not', 'in', 'between', 'true', 'false', 'missing', 'selection']);

/** A column's name as it must be written: in backticks unless it is a plain word. */
export function word(name) {
  const plain = /^[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_.\u0080-\u{10ffff}]*$/u.test(name);
  return plain && !KEYWORDS.has(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

/** A number, true, false, or a text in quotes. Numbers keep all their digits. */
export function literal(value) {
  if (typeof value !== 'string') return String(value);
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

export const equals = (column, value) => `${word(column)} == ${literal(value)}`;

/** All parts at once; empty ones are left out. A part that is an alternative must come in brackets (`bracketed`). */
export const all = (...parts) => parts.filter(Boolean).join(' && ');

/** @param {string} text a filter of unknown shape @returns {string} one that may be joined with others */
export const bracketed = (text) => (text?.trim() ? `(${text.trim()})` : '');

/**
 * Text of a filter as charts keep it: text already, or the JSON form `{"column", "is", "value"}`, `{"all": [..]}`, ...
 * @returns {string} '' for none
 */
export function filterText(filter) {
  if (!filter) return '';
  if (typeof filter === 'string') return filter.trim();
  if ('holds' in filter) return word(filter.holds);
  if ('missing' in filter) return `missing(${word(filter.missing)})`;
  if ('selection' in filter) return `selection(${literal(filter.selection)})`;
  if ('not' in filter) return `!(${filterText(filter.not)})`;
  if ('all' in filter) return filter.all.map((part) => `(${filterText(part)})`).join(' && ');
  if ('any' in filter) return filter.any.map((part) => `(${filterText(part)})`).join(' || ');
  const name = word(filter.column);
  if ('between' in filter) return `${name} between ${literal(filter.between[0])} and ${literal(filter.between[1])}`;
  if ('in' in filter) return `${name} in [${filter.in.map(literal).join(', ')}]`;
  return `${name} ${filter.is} ${'other' in filter ? word(filter.other) : literal(filter.value)}`;
}

/**
 * The samples behind one bar, dot or cell of a chart.
 * @param {object} query the settled query of the answer
 * @param {object} group one of its groups: `x` or `lower` and `upper`, and `facet`, `split` where the query has them
 * @param {object} [context]
 * @param {number} [context.top] the largest edge of all bins, which belongs to the last one
 * @param {object} [context.leftOut] counts of rows that are in no group; where y misses values they are kept out here,
 *   too
 */
export function filterOfGroup(query, group, { top = Infinity, leftOut = {} } = {}) {
  const x = word(query.x.column);
  const place = 'lower' in group
    ? `${x} >= ${literal(group.lower)} && ${x} ${group.upper >= top ? '<=' : '<'} ${literal(group.upper)}`
    : equals(query.x.column, group.x);
  return all(
    bracketed(filterText(query.filter)),
    query.facet && equals(query.facet, group.facet),
    query.split && equals(query.split, group.split),
    place,
    leftOut.y > 0 && query.y?.column && `!missing(${word(query.y.column)})`,
  );
}

/**
 * The groups of an answer, each with the `filter` of its samples; null where they cannot be selected: they are of
 * batches, or of
 * another run than the open one.
 * @param {object} result ChartResult
 * @param {string|null} run the open one; null: groups are not of samples
 */
export function withFilters({ query, groups, left_out: leftOut }, run) {
  const top = topOf(groups);
  return groups.map((group) => ({
    ...group,
    filter: run && (group.run ?? run) === run ? filterOfGroup(query, group, { top, leftOut }) : null,
  }));
}

/** The largest edge of all bins, which belongs to the last one. */
export const topOf = (groups) => groups.reduce((most, { upper = -Infinity }) => Math.max(most, upper), -Infinity);

/** The samples of one cell of a confusion matrix: class `truth` read as class `predicted`. */
export const filterOfCell = (truth, predicted, filter) =>
  all(bracketed(filterText(filter)), `label == ${truth}`, `prediction == ${predicted}`);
