/**
 * Where the names of categories stand: in the densest part of each, so that a category of two clusters is named in the
 * larger one. All dots count, shown or not: names stay where they are when a filter changes.
 *
 * @param {{x: Float32Array, y: Float32Array}} dots
 * @param {Uint8Array} codes category of each dot
 * @param {number[]} wanted codes
 * @param {number[]} box of the map
 * @returns {Map<number, [number, number]>} place of each code that has dots, in units of the map
 */
export function labelPlaces({ x, y }, codes, wanted, box) {
  const step = Math.max(1, Math.floor(x.length / 12_000));
  const members = new Map(wanted.map((code) => [code, []]));
  for (let row = 0; row < x.length; row += step) members.get(codes[row])?.push(row);
  const reach = 0.09 * Math.max(box[1] - box[0], box[3] - box[2], 1e-9);
  const places = new Map();
  for (const [code, rows] of members) {
    if (rows.length) places.set(code, peak(x, y, rows, reach));
  }
  return places;
}

/** Mean shift with a flat window, from the median. */
function peak(x, y, rows, reach) {
  const middle = (values) => Float32Array.from(rows, (row) => values[row]).sort()[rows.length >> 1];
  let at = [middle(x), middle(y)];
  for (let turn = 0; turn < 12; turn++) {
    let [sx, sy, n] = [0, 0, 0];
    for (const row of rows) {
      if ((x[row] - at[0]) ** 2 + (y[row] - at[1]) ** 2 > reach * reach) continue;
      sx += x[row];
      sy += y[row];
      n++;
    }
    if (!n) break; // the median lies between clusters: stay
    at = [sx / n, sy / n];
  }
  return at;
}

/** Moves labels apart that would overlap, up and down only. @param {{x, y, width}[]} labels in pixels, changed */
export function spread(labels, height) {
  labels.sort((a, b) => a.y - b.y);
  for (let turn = 0; turn < 4; turn++) {
    for (let i = 0; i < labels.length; i++) {
      for (let j = i + 1; j < labels.length; j++) {
        const [a, b] = [labels[i], labels[j]];
        const gap = height + 2 - (b.y - a.y);
        if (gap <= 0 || Math.abs(a.x - b.x) > (a.width + b.width) / 2) continue;
        a.y -= gap / 2;
        b.y += gap / 2;
      }
    }
  }
  return labels;
}
