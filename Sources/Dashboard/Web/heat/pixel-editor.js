/**
 * An image that a person draws on: pen and eraser over float pixels, with undo. Pure state; `pixel-sheet.js` shows it.
 */

export class PixelEditor {
  #undo = [];
  #redo = [];
  #stroke = null;

  /**
   * @param {Float32Array} pixels [c, h, w]
   * @param {{channels: number, width: number, height: number}} size
   * @param {[number, number]} range values that stand for nothing and for full ink
   */
  constructor(pixels, { channels, width, height }, range) {
    Object.assign(this, {
      original: Float32Array.from(pixels), pixels: Float32Array.from(pixels), channels, width, height, range,
    });
  }

  get canUndo() { return this.#undo.length > 0; }
  get canRedo() { return this.#redo.length > 0; }

  /** Pixels that differ from the original, all channels of one place counted once. */
  get changed() {
    const count = this.width * this.height;
    let changed = 0;
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < this.channels; c++) {
        if (this.pixels[c * count + i] !== this.original[c * count + i]) {
          changed++;
          break;
        }
      }
    }
    return changed;
  }

  /** Begins a stroke: what follows until `end` is undone at once. */
  begin() {
    this.#stroke = Float32Array.from(this.pixels);
  }

  /**
   * A dab of a round brush with a soft edge.
   * @param {number} x, y in pixels, fractions allowed; the center of the first pixel is 0.5
   * @param {{erase: boolean, size: number, intensity: number}} brush size: diameter in pixels; intensity 0 to 1
   */
  dab(x, y, { erase, size, intensity }) {
    const radius = size / 2;
    const [low, high] = this.range;
    const count = this.width * this.height;
    for (let row = Math.max(0, Math.floor(y - radius - 1)); row <= Math.min(this.height - 1, y + radius + 1); row++) {
      for (let column = Math.max(0, Math.floor(x - radius - 1)); column <= Math.min(this.width - 1, x + radius + 1); column++) {
        const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
        const cover = Math.max(0, Math.min(1, radius + 0.5 - distance)) * intensity;
        if (!cover) continue;
        for (let c = 0; c < this.channels; c++) {
          const i = c * count + row * this.width + column;
          // The pen never lightens what is there already, and the eraser never adds.
          this.pixels[i] = erase
            ? this.pixels[i] + (low - this.pixels[i]) * cover
            : Math.max(this.pixels[i], low + (high - low) * cover);
        }
      }
    }
  }

  /** Dabs along a line, close enough to leave no gaps. */
  line(fromX, fromY, toX, toY, brush) {
    const steps = Math.max(1, Math.ceil(Math.hypot(toX - fromX, toY - fromY) * 2));
    for (let i = 1; i <= steps; i++) this.dab(
      fromX + ((toX - fromX) * i) / steps, fromY + ((toY - fromY) * i) / steps, brush,
    );
  }

  /** Ends the stroke. @returns {boolean} whether it changed anything */
  end() {
    const before = this.#stroke;
    this.#stroke = null;
    if (!before || before.every((value, i) => value === this.pixels[i])) return false;
    this.#undo.push(before);
    this.#redo = [];
    return true;
  }

  undo() { return this.#swap(this.#undo, this.#redo); }
  redo() { return this.#swap(this.#redo, this.#undo); }

  /** Back to the original; can be undone. */
  reset() {
    this.begin();
    this.pixels.set(this.original);
    return this.end();
  }

  /** An empty sheet; can be undone. */
  clear() {
    this.begin();
    this.pixels.fill(this.range[0]);
    return this.end();
  }

  #swap(from, to) {
    const state = from.pop();
    if (!state) return false;
    to.push(Float32Array.from(this.pixels));
    this.pixels.set(state);
    return true;
  }
}
