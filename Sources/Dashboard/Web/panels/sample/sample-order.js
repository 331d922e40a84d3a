/**
 * Where a row stands among the selected samples, or among the shown ones when none are selected.
 *
 * @returns {{at: number, of: number, by: string, previous: number, next: number}} at: -1 when it is not among them;
 *   previous and next are rows, -1 at the ends
 */
export function neighborsOf(app, row) {
  const { rows } = app.selection;
  if (rows.length) {
    const place = lowerBound(rows, row);
    const among = rows[place] === row;
    return {
      at: among ? place : -1,
      of: rows.length,
      by: 'selected',
      previous: rows[place - 1] ?? -1,
      next: rows[among ? place + 1 : place] ?? -1,
    };
  }
  const { mask, count } = app.shown;
  let at = mask[row] ? 0 : -1;
  if (at === 0) for (let i = 0; i < row; i++) at += mask[i];
  return { at, of: count, by: 'shown', previous: mask.lastIndexOf(1, Math.max(row - 1, 0)), next: mask.indexOf(1, row + 1) };
}

/** First place in ascending `rows` whose value is not below `row`. */
function lowerBound(rows, row) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
