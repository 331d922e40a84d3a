/**
 * Finds the nearest dot by square cells: a counting sort, about two dots an occupied cell. Building is O(n), a question
 * looks at the cells around it.
 */
export class Grid {
  /**
   * @param {Float32Array} x
   * @param {Float32Array} y of the same length; places that are not finite are never found
   */
  constructor(x, y, perCell = 2) {
    const n = x.length;
    Object.assign(this, { x, y });
    const [left, right, bottom, top] = (this.box = bounds(x, y));
    const width = Math.max(right - left, 1e-9);
    const height = Math.max(top - bottom, 1e-9);
    // Long thin populations: at most 4,096 cells a side.
    this.cell = Math.max(Math.sqrt((width * height * perCell) / Math.max(n, 1)), width / 4096, height / 4096);
    this.columns = Math.floor(width / this.cell) + 1;
    this.lines = Math.floor(height / this.cell) + 1;
    const cells = new Uint32Array(n);
    this.starts = new Uint32Array(this.columns * this.lines + 1);
    const none = 0xffffffff;
    for (let i = 0; i < n; i++) {
      if (!Number.isFinite(x[i] + y[i])) {
        cells[i] = none;
        continue;
      }
      cells[i] = Math.floor((y[i] - bottom) / this.cell) * this.columns + Math.floor((x[i] - left) / this.cell);
      this.starts[cells[i] + 1]++;
    }
    for (let i = 1; i < this.starts.length; i++) this.starts[i] += this.starts[i - 1];
    const next = this.starts.slice();
    this.rows = new Uint32Array(this.starts.at(-1));
    for (let i = 0; i < n; i++) if (cells[i] !== none) this.rows[next[cells[i]]++] = i;
  }

  /**
   * The dot nearest to a place; of equally near ones the lowest row.
   *
   * @param {number} reach in units of the map; dots as far or farther are not found
   * @param {?Uint8Array} mask only rows with 1
   * @returns {number} its row, -1 when there is none
   */
  nearest(px, py, reach, mask = null) {
    const { cell, columns, lines, box } = this;
    const cx = Math.floor((px - box[0]) / cell);
    const cy = Math.floor((py - box[2]) / cell);
    const best = { row: -1, distance: reach * reach };
    // Rings of cells that lie wholly outside of the grid hold nothing: begin at the first that touches it.
    const begin = Math.max(0, -cx, -cy, cx - columns + 1, cy - lines + 1);
    const end = Math.min(Math.ceil(reach / cell) + 1, Math.max(Math.abs(cx), Math.abs(cy)) + columns + lines);
    for (let ring = begin; ring <= end; ring++) {
      if (ring > 1 && ((ring - 1) * cell) ** 2 > best.distance) break;
      for (let line = Math.max(cy - ring, 0); line <= Math.min(cy + ring, lines - 1); line++) {
        const at = line * columns;
        if (line === cy - ring || line === cy + ring) {
          const last = Math.min(cx + ring, columns - 1);
          for (let column = Math.max(cx - ring, 0); column <= last; column++) this.#scan(at + column, px, py, mask, best);
        } else {
          if (cx - ring >= 0 && cx - ring < columns) this.#scan(at + cx - ring, px, py, mask, best);
          if (cx + ring >= 0 && cx + ring < columns) this.#scan(at + cx + ring, px, py, mask, best);
        }
      }
    }
    return best.row;
  }

  #scan(cell, px, py, mask, best) {
    const { x, y, rows, starts } = this;
    for (let i = starts[cell]; i < starts[cell + 1]; i++) {
      const row = rows[i];
      if (mask && !mask[row]) continue;
      const distance = (x[row] - px) ** 2 + (y[row] - py) ** 2;
      if (distance < best.distance || (distance === best.distance && best.row >= 0 && row < best.row)) {
        best.distance = distance;
        best.row = row;
      }
    }
  }
}

/** `[least x, greatest x, least y, greatest y]` of the finite places; a unit square where there are none. */
export function bounds(x, y) {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i] + y[i])) continue;
    if (x[i] < left) left = x[i];
    if (x[i] > right) right = x[i];
    if (y[i] < bottom) bottom = y[i];
    if (y[i] > top) top = y[i];
  }
  return left <= right ? [left, right, bottom, top] : [0, 1, 0, 1];
}
