/** From this size byte on a dot counts as large: it is drawn after the small ones, the larger the later. */
const large = 28;

/**
 * The order in which dots are drawn: small ones first, mixed, so that no subset or class hides another by its place in
 * the file; then the large ones, the largest last. O(n), without a comparison.
 */
export class DrawOrder {
  #step;
  #rows;
  #levels;

  /** @param {number} n number of dots */
  constructor(n) {
    this.#step = mixingStep(n);
    this.#rows = new Uint32Array(n);
    this.#levels = new Uint8Array(n);
    /** How many of the order are small dots. */
    this.small = 0;
  }

  /**
   * @param {Uint8Array} sizes one byte a dot
   * @param {Uint8Array} flags see shaders.js
   * @param {Uint8Array} mask only rows with 1
   * @param {boolean} raised whether plain dots come above the dimmed ones
   * @returns {Uint32Array} rows; valid until the next call
   */
  sort(sizes, flags, mask, raised) {
    const n = sizes.length;
    const levels = this.#levels;
    const counts = new Uint32Array(257);
    for (let row = 0; row < n; row++) {
      if (!mask[row]) continue;
      const flag = flags[row];
      let level = sizes[row] < large ? 0 : sizes[row];
      if (flag & 2) level = Math.max(level, large);
      if (raised) level = flag & 1 ? Math.max(level, large) : 0;
      levels[row] = level;
      counts[level + 1]++;
    }
    this.small = counts[1];
    for (let level = 1; level <= 256; level++) counts[level] += counts[level - 1];
    const total = counts[256];
    const next = counts.slice(0, 256);
    for (let i = 0, row = 0; i < n; i++, row = (row + this.#step) % n) {
      if (mask[row]) this.#rows[next[levels[row]]++] = row;
    }
    return this.#rows.subarray(0, total);
  }

  /**
   * What is drawn when only about `most` dots may be: a part of the small ones and the large ones.
   *
   * @returns {[number, number][]} ranges of the order
   */
  ranges(total, most = Infinity) {
    if (total <= most) return [[0, total]];
    const last = Math.min(total - this.small, most / 2);
    return [
      [0, Math.floor(Math.min(this.small, most - last))],
      [Math.floor(total - last), total],
    ];
  }
}

/** A step that visits all of 0..<n, near the golden section, so that any run of steps is spread evenly. */
function mixingStep(n) {
  if (n < 3) return 1;
  let step = Math.round(n * 0.6180339887498949);
  while (divisor(step, n) !== 1) step++;
  return step % n || 1;
}

function divisor(a, b) {
  while (b) [a, b] = [b, a % b];
  return a;
}
