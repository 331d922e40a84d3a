import { Camera } from './camera.js';
import { Dots, overflow } from './dots.js';
import { Grid, bounds } from './grid.js';
import { look, radius } from './look.js';

/** More dots than this are drawn only in part while the camera moves. */
const whileMoving = 200_000;
const blendTime = 180; // milliseconds
/** Who takes longer than this for a picture, which is so without a graphics processor, gets no blended ones between. */
const slowPicture = 80; // milliseconds
const still = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * The population map: dots with a camera. It knows columns of bytes and places, not the app.
 *
 * Called back: `onframe` after each change of the camera, `onpaint` in each frame after the dots, `onoverlay` when only
 * what lies above them must be drawn anew, `onplaces` when dots have new places, `onfirst` after the first picture.
 */
export class PopMap {
  camera = new Camera(() => this.#moved());
  onframe = () => {};
  onoverlay = () => {};
  onpaint = () => {};
  onplaces = () => {};
  onfirst = () => {};
  ghost = null;
  box = [0, 1, 0, 1];
  #grid = null;
  #kind = 'categories';
  #blendBegin = -Infinity;
  #frame = 0;
  #soon = 0;
  #moving = 0;
  #first = true;
  #slow = false;
  #theme = { background: [0, 0, 0], ink: [255, 255, 255] };

  /** @param {HTMLElement} element gets the canvas, which fills it */
  constructor(element) {
    this.element = element;
    this.dots = new Dots(element, () => this.#resize());
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(element);
    this.#resize();
  }

  /** Takes all dots away: the run has no map. */
  clear() {
    this.dots.clear();
    this.#grid = null;
    this.onoverlay();
  }

  /** `x` and `y`: Float32Array, one a dot, in units of the map. */
  setPlaces(x, y) {
    this.dots.setPlaces(x, y);
    this.box = bounds(x, y);
    this.camera.setBox(this.box);
    this.#grid = null;
    this.onplaces();
    this.draw();
  }

  /**
   * @param {Uint8Array} codes palette index of each dot
   * @param {Uint8Array} palette 256 RGBA colors
   * @param {'categories'|'ramp'} kind
   */
  setColors(codes, palette, kind, { smooth = true } = {}) {
    this.#kind = kind;
    this.dots.setColors(codes, palette);
    this.#blend(smooth);
  }

  /** @param {Uint8Array} sizes 0 the smallest, 255 the largest */
  setSizes(sizes, { smooth = true } = {}) {
    this.dots.setSizes(sizes);
    this.#blend(smooth);
  }

  /** @param {Uint8Array} mask 1 where a dot is drawn and can be found */
  setMask(mask) {
    this.dots.setMask(mask);
    this.draw();
  }

  /**
   * @param {Uint8Array} flags see shaders.js; kept, not copied
   * @param {boolean} raised whether plain dots lie above the dimmed ones
   */
  setFlags(flags, raised) {
    this.dots.setFlags(flags, raised);
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

  /** Who draws: see renderer.js. */
  get renderer() {
    return this.dots.renderer;
  }

  get count() {
    return this.dots.count;
  }

  get shown() {
    return this.dots.shown;
  }

  /** Whether there is anything to see. */
  get ready() {
    return this.count > 0;
  }

  /** Place of a row in units of the map. */
  place(row) {
    return [this.dots.columns.x[row], this.dots.columns.y[row]];
  }

  /** Place of a row in CSS pixels from the element's corner. */
  screen(row) {
    return this.camera.toScreen(...this.place(row));
  }

  /** Radius of a row's dot in CSS pixels. */
  radius(row) {
    return radius(this.look, this.dots.columns.sizeTo[row]);
  }

  isShown(row) {
    return row >= 0 && this.dots.mask?.[row] === 1;
  }

  /** The shown dot nearest to a pixel, -1 when none is nearer than `reach` pixels. */
  nearest(px, py, reach = 12) {
    if (!this.ready) return -1;
    this.warm();
    return this.#grid.nearest(...this.camera.toMap(px, py), reach / this.camera.k, this.dots.mask);
  }

  /** Makes ready for the first hover: costs 20 ms for 70,000 dots. */
  warm() {
    if (this.ready) this.#grid ??= new Grid(this.dots.columns.x, this.dots.columns.y);
  }

  /** Radii and opacities at the present zoom. */
  get look() {
    const { camera, box, shown, count } = this;
    const room = camera.fitted * Math.max(box[1] - box[0], box[3] - box[2]);
    return look({ zoom: camera.zoom, count: Math.max(shown, count * 0.05), kind: this.#kind, room });
  }

  /** Draws in the next frame; the first picture soon, as frames only come when the browser's graphics process has started. */
  draw() {
    if (!this.#first) this.#frame ||= requestAnimationFrame((now) => this.#paint(now));
    else if (this.ready) this.#soon ||= setTimeout(() => this.#paint(performance.now()));
  }

  /** The picture as it is, dots and what lies above them, as PNG. */
  async picture(overlay) {
    this.#paint(performance.now(), true);
    const { canvas, ratio } = this.renderer;
    const all = new OffscreenCanvas(canvas.width, canvas.height);
    const context = all.getContext('2d');
    context.drawImage(canvas, 0, 0);
    if (overlay) context.drawImage(overlay, overflow * ratio, overflow * ratio);
    return all.convertToBlob({ type: 'image/png' });
  }

  destroy() {
    this.observer.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#soon);
    clearTimeout(this.#moving);
    this.dots.destroy();
  }

  #blend(smooth) {
    this.#blendBegin = smooth && !still.matches && !this.#first && !this.#slow ? performance.now() : -Infinity;
    this.draw();
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    this.camera.resize(width, height);
    this.dots.resize(width, height);
    this.onframe();
    // Now: a canvas of a new size is empty, and the browser shows it before the next frame.
    cancelAnimationFrame(this.#frame);
    this.#paint(performance.now());
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
    this.#soon = 0;
    if (!this.ready) return;
    const blend = Math.min(Math.max((now - this.#blendBegin) / blendTime, 0), 1);
    const { cx, cy, k } = this.camera;
    const { base, extra, alpha } = this.look;
    const frame = { camera: { cx, cy, k }, blend, size: [base, extra, 0.9, 1.2], alpha, ...this.#theme };
    const begin = performance.now();
    this.dots.draw(frame, this.#moving && !whole ? whileMoving : Infinity);
    if (this.#first) {
      this.#first = false;
      this.renderer.finish();
      this.#slow = performance.now() - begin > slowPicture;
      this.onfirst();
    }
    if (blend < 1) this.draw();
    this.onpaint();
  }
}
