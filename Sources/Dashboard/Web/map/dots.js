import { CanvasRenderer } from './canvas.js';
import { DrawOrder } from './order.js';
import { Renderer } from './renderer.js';

/** CSS pixels that the canvas is larger on each side: WebGL drops a dot whose center leaves it. */
export const overflow = 12;
const bytes = ['from', 'to', 'sizeFrom', 'sizeTo', 'flag'];

/**
 * The columns of the dots and who draws them: WebGL2 or, where that is missing or was taken away, the processor. Keeps
 * all that a renderer needs, so that another one can go on at any time. The first is asked for at the first picture, when all
 * else is ready: it has to wait for the browser's graphics process.
 */
export class Dots {
  count = 0;
  /** How many are drawn. */
  shown = 0;
  columns = {};
  mask = null;
  #palettes = [new Uint8Array(1024), new Uint8Array(1024)];
  #order = null;
  #raised = false;
  #stale = true;
  /** The rows in the order they are drawn, and whether the renderer has them. */
  #rows = null;
  #sent = false;
  #renderer = null;
  #size = [1, 1];

  /**
   * @param {HTMLElement} element gets the canvas as its first child
   * @param {() => void} changed called when another renderer has taken over: it wants a size and a picture
   */
  constructor(element, changed) {
    this.element = element;
    this.changed = changed;
  }

  /** Who draws. */
  get renderer() {
    if (!this.#renderer) this.#begin(false);
    return this.#renderer;
  }

  /** Takes all dots away. */
  clear() {
    this.count = 0;
    this.shown = 0;
    if (this.#renderer) this.#renderer.canvas.hidden = true;
  }

  setPlaces(x, y) {
    if (x.length !== this.count) {
      this.count = x.length;
      this.#order = new DrawOrder(this.count);
      this.mask = new Uint8Array(this.count).fill(1);
      for (const name of bytes) this.columns[name] = new Uint8Array(this.count).fill(name === 'flag' ? 1 : 0);
      bytes.forEach((name) => this.#send(name));
    }
    Object.assign(this.columns, { x, y });
    this.#send('x');
    this.#send('y');
    this.#stale = true;
  }

  /** What was the target of colors becomes the origin. Sizes stay. */
  setColors(codes, palette) {
    this.#setPalettes(this.#palettes[1], palette);
    this.#exchange('from', 'to', codes);
    this.#settle('sizeFrom', 'sizeTo');
  }

  /** What was the target of sizes becomes the origin. Colors stay. */
  setSizes(sizes) {
    this.#setPalettes(this.#palettes[1], this.#palettes[1]);
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
    this.#send('flag');
    this.#stale = true;
  }

  resize(width, height) {
    this.#size = [width + 2 * overflow, height + 2 * overflow];
    this.#renderer?.resize(...this.#size, devicePixelRatio);
  }

  /** @param {object} frame of renderer.js, without rows and ranges; at most `most` dots are drawn */
  draw(frame, most = Infinity) {
    if (this.#stale) {
      this.#rows = this.#order.sort(this.columns.sizeTo, this.columns.flag, this.mask, this.#raised);
      this.shown = this.#rows.length;
      this.#stale = false;
      this.#sent = false;
    }
    const { renderer } = this;
    if (!this.#sent) renderer.setOrder(this.#rows);
    this.#sent = true;
    try {
      renderer.canvas.hidden = false;
      renderer.draw({ ...frame, rows: [0, 1], ranges: this.#order.ranges(this.shown, most) });
    } catch (error) {
      if (renderer.kind !== 'WebGL2') throw error;
      console.warn(error.message);
      this.#again(true);
    }
  }

  destroy() {
    this.#renderer?.destroy();
  }

  /** A new renderer gets all that there is. */
  #begin(byHand) {
    const old = this.#renderer?.canvas;
    try {
      if (byHand) throw new Error('the browser has taken WebGL2 away');
      this.#renderer = new Renderer(document.createElement('canvas'));
      const { canvas } = this.#renderer;
      canvas.addEventListener('webglcontextlost', (event) => {
        event.preventDefault();
        if (this.#renderer.canvas === canvas) this.#again(true);
      });
    } catch {
      // A canvas that was asked for WebGL2 gives no 2D context any more: a new one.
      this.#renderer = new CanvasRenderer(document.createElement('canvas'));
    }
    const { canvas } = this.#renderer;
    canvas.className = 'dots';
    canvas.hidden = true; // until there is a picture
    canvas.setAttribute('aria-hidden', 'true');
    if (old) old.replaceWith(canvas);
    else this.element.prepend(canvas);
    this.#renderer.resize(...this.#size, devicePixelRatio);
    this.#setPalettes(...this.#palettes);
    for (const name of Object.keys(this.columns)) this.#send(name);
    this.#sent = false;
  }

  /** Goes on with the other renderer; by hand only for a while, then WebGL2 is asked again. */
  #again(byHand) {
    this.#begin(byHand);
    if (byHand) setTimeout(() => this.element.isConnected && this.#again(false), 4000);
    this.changed();
  }

  #send(name) {
    this.#renderer?.setColumn(name, this.columns[name]);
  }

  #setPalettes(from, to) {
    this.#palettes = [from, to];
    this.#palettes.forEach((colors, row) => this.#renderer?.setPalette(row, colors));
  }

  #exchange(from, to, values) {
    const { columns } = this;
    [columns[from], columns[to]] = [columns[to], values];
    this.#renderer?.swapColumns(from, to);
    this.#send(to);
  }

  /** The pair that does not change is the same on both sides. */
  #settle(from, to) {
    if (this.columns[from] === this.columns[to]) return;
    this.columns[from] = this.columns[to];
    this.#send(from);
  }
}
