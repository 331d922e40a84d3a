import { DotPainter } from './dot-painter.js';
import { DrawOrder } from './order.js';

const bytes = ['from', 'to', 'sizeFrom', 'sizeTo', 'flag'];

/** The columns of the dots, which of them are drawn, and in which order. */
export class Dots {
  count = 0;
  /** How many are drawn. */
  shown = 0;
  columns = {};
  mask = null;
  #painter;
  #palette = new Uint8Array(1024);
  #order = null;
  #raised = false;
  #stale = true;

  /**
   * @param {HTMLElement} element gets the canvas as its first child
   * @param {() => void} changed called when another renderer has taken over: it wants a size and a picture
   */
  constructor(element, changed) {
    this.#painter = new DotPainter(element, this.columns, changed);
  }

  /** Who draws: see renderer.js. */
  get renderer() {
    return this.#painter.renderer;
  }

  /** Takes all dots away. */
  clear() {
    this.count = 0;
    this.shown = 0;
    this.#painter.hide();
  }

  setPlaces(x, y) {
    if (x.length !== this.count) {
      this.count = x.length;
      this.#order = new DrawOrder(this.count);
      this.mask = new Uint8Array(this.count).fill(1);
      for (const name of bytes) this.columns[name] = new Uint8Array(this.count).fill(name === 'flag' ? 1 : 0);
      bytes.forEach((name) => this.#painter.send(name));
    }
    Object.assign(this.columns, { x, y });
    this.#painter.send('x');
    this.#painter.send('y');
    this.#stale = true;
  }

  /** What was the target of colors becomes the origin. Sizes stay. */
  setColors(codes, palette) {
    this.#painter.setPalettes(this.#palette, palette);
    this.#palette = palette;
    this.#exchange('from', 'to', codes);
    this.#settle('sizeFrom', 'sizeTo');
  }

  /** What was the target of sizes becomes the origin. Colors stay. */
  setSizes(sizes) {
    this.#painter.setPalettes(this.#palette, this.#palette);
    this.#exchange('sizeFrom', 'sizeTo', sizes);
    this.#settle('from', 'to');
    this.#stale = true;
  }

  setMask(mask) {
    this.mask = mask;
    this.#stale = true;
  }

  setFlags(flags, raised) {
    this.columns.flag = flags;
    this.#raised = raised;
    this.#painter.send('flag');
    this.#stale = true;
  }

  /** Size of the element in CSS pixels. */
  resize(width, height) {
    this.#painter.resize(width, height);
  }

  /** @param {object} frame of renderer.js, without rows and ranges; at most `most` dots are drawn */
  draw(frame, most = Infinity) {
    if (this.#stale) {
      const rows = this.#order.sort(this.columns.sizeTo, this.columns.flag, this.mask, this.#raised);
      this.shown = rows.length;
      this.#stale = false;
      this.#painter.setOrder(rows);
    }
    this.#painter.draw({ ...frame, rows: [0, 1], ranges: this.#order.ranges(this.shown, most) });
  }

  destroy() {
    this.#painter.destroy();
  }

  #exchange(from, to, values) {
    const { columns } = this;
    [columns[from], columns[to]] = [columns[to], values];
    this.#painter.swap(from, to);
    this.#painter.send(to);
  }

  /** The pair that does not change is the same on both sides. */
  #settle(from, to) {
    if (this.columns[from] === this.columns[to]) return;
    this.columns[from] = this.columns[to];
    this.#painter.send(from);
  }
}
