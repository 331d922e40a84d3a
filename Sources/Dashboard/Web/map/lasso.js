/**
 * Which dots lie in a polygon, by the even-odd rule. Edges are sorted into horizontal bands, so that each dot is
 * compared with few of them.
 *
 * @param {Float32Array} x
 * @param {Float32Array} y
 * @param {[number, number][]} polygon closed by itself
 * @param {?Uint8Array} mask only rows with 1
 * @returns {number[]} rows, ascending
 */
export function inside(x, y, polygon, mask = null, bands = 512) {
  if (polygon.length < 3) return [];
  const xs = polygon.map(([px]) => px);
  const ys = polygon.map(([, py]) => py);
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const perUnit = bands / (top - bottom || 1);
  const edges = Array.from({ length: bands + 1 }, () => []);
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const low = Math.floor((Math.min(ys[i], ys[j]) - bottom) * perUnit);
    const high = Math.floor((Math.max(ys[i], ys[j]) - bottom) * perUnit);
    for (let band = low; band <= high; band++) edges[band].push(i, j);
  }
  const rows = [];
  for (let row = 0; row < x.length; row++) {
    const px = x[row];
    const py = y[row];
    if (!(px >= left && px <= right && py >= bottom && py <= top) || (mask && !mask[row])) continue;
    const near = edges[Math.floor((py - bottom) * perUnit)];
    let odd = false;
    for (let e = 0; e < near.length; e += 2) {
      if (crosses(xs, ys, near[e], near[e + 1], px, py)) odd = !odd;
    }
    if (odd) rows.push(row);
  }
  return rows;
}

/** Whether the edge from corner `i` to `j` crosses the ray that goes from the place to the right. */
export function crosses(xs, ys, i, j, px, py) {
  return ys[i] > py !== ys[j] > py && px < ((xs[j] - xs[i]) * (py - ys[i])) / (ys[j] - ys[i]) + xs[i];
}
