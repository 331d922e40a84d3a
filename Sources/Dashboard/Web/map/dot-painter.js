import { CanvasRenderer } from './canvas.js';
import { Renderer } from './renderer.js';

/** CSS pixels that the canvas is larger on each side: WebGL drops a dot whose center leaves it. */
export const overflow = 12;

/**
 * Who draws the dots: WebGL2 or, where that is missing or was taken away, the processor. Keeps all that a renderer needs, so
 * that another one can go on at any time. The first is asked for at the first picture, when all else is ready: it has to
 * wait for the browser's graphics process.
 */
export class DotPainter {
  #element;
  #columns;
  #changed;
  #renderer = null;
  #palettes = [new Uint8Array(1024), new Uint8Array(1024)];
  #order = null; // rows, in the order in which they are drawn
  #sent = false; // whether the renderer has them
  #size = [1, 1];

  /**
   * @param {HTMLElement} element gets the canvas as its first child
   * @param {Object<string, Float32Array|Uint8Array>} columns of the dots, by name; filled and changed by the owner, who
   *   then calls `send`
   * @param {() => void} changed called when another renderer has taken over: it wants a size and a picture
   */
  constructor(element, columns, changed) {
    this.#element = element;
    this.#columns = columns;
    this.#changed = changed;
  }

  get renderer() {
    if (!this.#renderer) this.#begin(false);
    return this.#renderer;
  }

  /** Until the next picture. */
  hide() {
    if (this.#renderer) this.#renderer.canvas.hidden = true;
  }

  /** Tells the renderer of a column's new values. */
  send(name) {
    this.#renderer?.setColumn(name, this.#columns[name]);
  }

  /** Two columns have changed places. */
  swap(a, b) {
    this.#renderer?.swapColumns(a, b);
  }

  /** The 256 RGBA colors before and after a change. */
  setPalettes(from, to) {
    this.#palettes = [from, to];
    this.#palettes.forEach((colors, row) => this.#renderer?.setPalette(row, colors));
  }

  /** @param {Uint32Array} rows those that are drawn, in their order */
  setOrder(rows) {
    this.#order = rows;
    this.#sent = false;
  }

  /** Size of the element in CSS pixels. */
  resize(width, height) {
    this.#size = [width + 2 * overflow, height + 2 * overflow];
    this.#renderer?.resize(...this.#size, devicePixelRatio);
  }

  /** @param {object} frame of renderer.js */
  draw(frame) {
    const { renderer } = this;
    if (!this.#sent) renderer.setOrder(this.#order);
    this.#sent = true;
    try {
      renderer.canvas.hidden = false;
      renderer.draw(frame);
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
    else this.#element.prepend(canvas);
    this.#renderer.resize(...this.#size, devicePixelRatio);
    this.setPalettes(...this.#palettes);
    for (const name of Object.keys(this.#columns)) this.send(name);
    this.#sent = false;
  }

  /** Goes on with the other renderer; by hand only for a while, then WebGL2 is asked again. */
  #again(byHand) {
    this.#begin(byHand);
    if (byHand) setTimeout(() => this.#element.isConnected && this.#again(false), 4000);
    this.#changed();
  }
}
