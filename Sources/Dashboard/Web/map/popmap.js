import { Camera } from './camera.js';
import { CanvasRenderer } from './canvas.js';
import { Grid, bounds } from './grid.js';
import { look, radius } from './look.js';
import { DrawOrder } from './order.js';
import { Renderer } from './renderer.js';

/** CSS pixels that the canvas is larger on each side: WebGL drops a dot whose center leaves it. */
export const overflow = 12;
/** More dots than this are drawn only in part while the camera moves. */
const whileMoving = 200_000;
const blendTime = 260; // milliseconds
const still = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * The population map: dots of a run, drawn by WebGL2 or, where that is missing, by hand. It knows columns of bytes and
 * places, not the app. `onframe` is called after each change of the camera, `onoverlay` when what lies above the dots
 * must be drawn anew, `onplaces` when dots have new places, `onfirst` after the first picture, `onkind` with the renderer's kind.
 */
export class PopMap {
  camera = new Camera(() => this.#moved());
  onframe = () => {};
  onoverlay = () => {};
  onfirst = () => {};
  onkind = () => {};
  onplaces = () => {};
  count = 0;
  shown = 0;
  ghost = null;
  #columns = {};
  #palettes = [new Uint8Array(1024), new Uint8Array(1024)];
  #mask = null;
  #order = null;
  #rows = new Uint32Array(0);
  #raised = false;
  #orderStale = true;
  #grid = null;
  #kind = 'categories';
  #blendBegin = -Infinity;
  #frame = 0;
  #moving = 0;
  #first = true;
  #theme = { background: [0, 0, 0], ink: [255, 255, 255] };

  /** @param {HTMLElement} element gets the canvas, which fills it */
  constructor(element) {
    this.element = element;
    this.#begin(false);
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(element);
    this.#resize();
  }

  /** `x` and `y`: Float32Array, one a dot, in units of the map. */
  setPlaces(x, y) {
    const other = x.length !== this.count;
    this.count = x.length;
    Object.assign(this.#columns, { x, y });
    this.box = bounds(x, y);
    this.camera.setBox(this.box);
    this.#grid = null;
    if (other) {
      this.#order = new DrawOrder(this.count);
      this.#mask = new Uint8Array(this.count).fill(1);
      this.#columns.flag = new Uint8Array(this.count).fill(1);
      for (const name of ['from', 'to', 'sizeFrom', 'sizeTo']) this.#columns[name] = new Uint8Array(this.count);
      for (const name of ['from', 'to', 'sizeFrom', 'sizeTo', 'flag']) this.#send(name);
    }
    this.#send('x');
    this.#send('y');
    this.#orderStale = true;
    this.onplaces();
    this.draw();
  }

  /**
   * @param {Uint8Array} codes palette index of each dot
   * @param {Uint8Array} palette 256 RGBA colors
   * @param {'categories'|'ramp'} kind
   */
  setColors(codes, palette, kind, { smooth = true } = {}) {
    this.#palettes = [this.#palettes[1], palette];
    this.#palettes.forEach((colors, row) => this.renderer.setPalette(row, colors));
    this.#kind = kind;
    this.#exchange('from', 'to', codes);
    this.#startBlend(smooth, 'sizeFrom', 'sizeTo');
  }

  /** @param {Uint8Array} sizes 0 the smallest, 255 the largest */
  setSizes(sizes, { smooth = true } = {}) {
    this.#exchange('sizeFrom', 'sizeTo', sizes);
    this.#orderStale = true;
    this.#palettes[0] = this.#palettes[1];
    this.renderer.setPalette(0, this.#palettes[1]);
    this.#startBlend(smooth, 'from', 'to');
  }

  /** @param {Uint8Array} mask 1 where a dot is drawn and can be found */
  setMask(mask) {
    this.#mask = mask;
    this.#orderStale = true;
    this.draw();
  }

  /**
   * @param {Uint8Array} flags bit 1 plain (not dimmed), bit 2 outlined; kept, not copied
   * @param {boolean} raised whether plain dots lie above the dimmed ones
   */
  setFlags(flags, raised) {
    this.#columns.flag = flags;
    this.#raised = raised;
    this.#send('flag');
    this.#orderStale = true;
    this.draw();
  }

  setTheme(background, ink) {
    this.#theme = { background, ink };
    this.draw();
  }

  /** A dot that is not of the population, such as an edited sample; null takes it away. */
  setGhost(x, y) {
    this.ghost = x === null || x === undefined ? null : [x, y];
    this.onoverlay();
  }

  /** Whether there is anything to see. */
  get ready() {
    return this.count > 0;
  }

  /** Place of a row in units of the map. */
  place(row) {
    return [this.#columns.x[row], this.#columns.y[row]];
  }

  /** Place of a row in CSS pixels from the element's corner. */
  screen(row) {
    return this.camera.toScreen(...this.place(row));
  }

  /** Radius of a row's dot in CSS pixels. */
  radius(row) {
    return radius(this.look, this.#columns.sizeTo[row]);
  }

  isShown(row) {
    return row >= 0 && this.#mask?.[row] === 1;
  }

  /** The columns of places and the mask: for searches over all dots. */
  get dots() {
    return { x: this.#columns.x, y: this.#columns.y, mask: this.#mask };
  }

  /** The shown dot nearest to a pixel, -1 when none is nearer than `reach` pixels. */
  nearest(px, py, reach = 12) {
    if (!this.count) return -1;
    this.warm();
    return this.#grid.nearest(...this.camera.toMap(px, py), reach / this.camera.k, this.#mask);
  }

  /** Makes ready for the first hover: costs 20 ms for 70,000 dots. */
  warm() {
    if (this.count) this.#grid ??= new Grid(this.#columns.x, this.#columns.y);
  }

  get look() {
    const { camera, box, shown, count } = this;
    const room = camera.fitted * Math.max(box[1] - box[0], box[3] - box[2]);
    return look({ zoom: camera.zoom, count: Math.max(shown, count * 0.05), kind: this.#kind, room });
  }

  /** Draws in the next frame. */
  draw() {
    this.#frame ||= requestAnimationFrame((now) => this.#paint(now));
  }

  /** The picture as it is, dots and what lies above them, as PNG. */
  async picture(overlay) {
    this.#paint(performance.now(), true);
    const { width, height } = this.renderer.canvas;
    const all = new OffscreenCanvas(width, height);
    const context = all.getContext('2d');
    context.drawImage(this.renderer.canvas, 0, 0);
    if (overlay) {
      const inset = overflow * this.renderer.ratio;
      context.drawImage(overlay, inset, inset);
    }
    return all.convertToBlob({ type: 'image/png' });
  }

  destroy() {
    this.observer.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#moving);
    this.renderer.destroy();
  }

  #begin(byHand) {
    const old = this.renderer?.canvas;
    const canvas = document.createElement('canvas');
    canvas.className = 'dots';
    canvas.setAttribute('aria-hidden', 'true');
    try {
      if (byHand) throw new Error('the browser has taken WebGL2 away');
      this.renderer = new Renderer(canvas);
      canvas.addEventListener('webglcontextlost', (event) => {
        event.preventDefault();
        this.#again(true);
      });
    } catch {
      // A canvas that was asked for WebGL2 gives no 2D context any more.
      const plain = canvas.cloneNode();
      this.renderer = new CanvasRenderer(plain);
    }
    if (old) old.replaceWith(this.renderer.canvas);
    else this.element.prepend(this.renderer.canvas);
    this.onkind(this.renderer.kind);
  }

  /** Goes on with the other renderer, and back to WebGL2 after a while. */
  #again(byHand) {
    this.#begin(byHand);
    this.#resize();
    this.#palettes.forEach((colors, row) => this.renderer.setPalette(row, colors));
    for (const name of Object.keys(this.#columns)) this.#send(name);
    this.#orderStale = true;
    this.draw();
    if (byHand) setTimeout(() => this.element.isConnected && this.#again(false), 4000);
  }

  #send(name) {
    this.renderer.setColumn(name, this.#columns[name]);
  }

  /** What was the target becomes the origin; `bytes` become the target. */
  #exchange(from, to, bytes) {
    const columns = this.#columns;
    [columns[from], columns[to]] = [columns[to], bytes];
    this.renderer.swapColumns(from, to);
    this.#send(to);
  }

  /** Blends from the old columns; the pair that does not change is the same on both sides. */
  #startBlend(smooth, from, to) {
    if (this.#columns[from] !== this.#columns[to]) {
      this.#columns[from] = this.#columns[to];
      this.#send(from);
    }
    this.#blendBegin = smooth && !still.matches && !this.#first ? performance.now() : -Infinity;
    this.draw();
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    this.camera.resize(width, height);
    this.renderer.resize(width + 2 * overflow, height + 2 * overflow, devicePixelRatio);
    this.#moved();
  }

  #moved() {
    clearTimeout(this.#moving);
    this.#moving = setTimeout(() => {
      this.#moving = 0;
      if (this.shown > whileMoving) this.draw();
    }, 140);
    this.draw();
    this.onframe();
  }

  #paint(now, whole = false) {
    this.#frame = 0;
    if (!this.count) return;
    if (this.#orderStale) {
      const { sizeTo, flag } = this.#columns;
      this.#rows = this.#order.sort(sizeTo, flag, this.#mask, this.#raised);
      this.shown = this.#rows.length;
      this.renderer.setOrder(this.#rows);
      this.#orderStale = false;
    }
    const blend = Math.min(Math.max((now - this.#blendBegin) / blendTime, 0), 1);
    const { base, extra, alpha } = this.look;
    try {
      this.renderer.draw({
        camera: { cx: this.camera.cx, cy: this.camera.cy, k: this.camera.k },
        rows: [0, 1],
        blend,
        size: [base, extra, 0.9, 1.2],
        alpha,
        ...this.#theme,
        ranges: this.#order.ranges(this.shown, this.#moving && !whole ? whileMoving / 2 : Infinity),
      });
    } catch (error) {
      console.warn(error.message);
      if (this.renderer.kind === 'WebGL2') this.#again(true);
      return;
    }
    if (this.#first) {
      this.#first = false;
      this.renderer.finish();
      this.onfirst();
    }
    if (blend < 1) this.draw();
    this.onoverlay();
  }
}
