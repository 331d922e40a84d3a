/**
 * Rows in the order of a column; equal ones by row, those without a value last.
 *
 * @param {Uint32Array} rows ascending; not changed
 * @param {{name, kind, values, strings}[]} columns
 * @param {?string} sort name of a column, with - before it for descending; `sample` is the order of rows
 * @returns {Uint32Array}
 */
export function sortedRows(rows, columns, sort) {
  const down = sort?.startsWith('-') ?? false;
  const name = down ? sort.slice(1) : sort;
  const column = columns.find((one) => one.name === name);
  if (!column) return name === 'sample' && down ? rows.toReversed() : rows;
  const { kind, values, strings } = column;
  const rank = kind === 'string' ? ranks(strings) : null;
  const absent = kind === 'string' ? (value) => value >= strings.length : kind === 'bool' ? (value) => value === 255 : Number.isNaN;
  const there = [];
  const without = [];
  for (const row of rows) (absent(values[row]) ? without : there).push(row);
  const key = rank ? (row) => rank[values[row]] : (row) => values[row];
  there.sort(down ? (a, b) => key(b) - key(a) || a - b : (a, b) => key(a) - key(b) || a - b);
  return Uint32Array.from([...there, ...without]);
}

/** Place of each text in the order of its letters. */
function ranks(strings) {
  const order = [...strings.keys()].sort((a, b) => (strings[a] < strings[b] ? -1 : strings[a] > strings[b] ? 1 : 0));
  const places = new Uint32Array(strings.length);
  order.forEach((string, rank) => (places[string] = rank));
  return places;
}
