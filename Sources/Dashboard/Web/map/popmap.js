import { Camera } from './camera.js';
import { overflow } from './dot-painter.js';
import { Dots } from './dots.js';
import { Frames } from './frames.js';
import { bounds } from './grid.js';
import { PlacedDots } from './placed-dots.js';

/** More dots than this are drawn only in part while the camera moves. */
const whileMoving = 200_000;

/**
 * The population map: dots with a camera. It knows columns of bytes and places, not the app.
 *
 * Called back: `onframe` after each change of the camera, `onpaint` in each frame after the dots, `onoverlay` when only
 * what lies above them must be drawn anew, `onplaces` when dots have new places, `onfirst` after the first picture.
 */
export class PopMap extends PlacedDots {
  onframe = () => {};
  onoverlay = () => {};
  onpaint = () => {};
  onplaces = () => {};
  onfirst = () => {};
  ghost = null;
  #frames = new Frames({
    ready: () => this.ready,
    paint: (blend, partly) => this.#paint(blend, partly),
    finish: () => this.renderer.finish(),
    first: () => this.onfirst(),
    after: () => this.onpaint(),
  });
  #theme = { background: [0, 0, 0], ink: [255, 255, 255] };

  /** @param {HTMLElement} element gets the canvas, which fills it */
  constructor(element) {
    super(new Camera(() => this.#moved()), new Dots(element, () => this.#resize()));
    this.element = element;
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(element);
    this.#resize();
  }

  /** Takes all dots away: the run has no map. */
  clear() {
    this.dots.clear();
    this.forget();
    this.onoverlay();
  }

  /** `x` and `y`: Float32Array, one a dot, in units of the map. */
  setPlaces(x, y) {
    this.dots.setPlaces(x, y);
    this.box = bounds(x, y);
    this.camera.setBox(this.box);
    this.forget();
    this.onplaces();
    this.draw();
  }

  /**
   * @param {Uint8Array} codes palette index of each dot
   * @param {Uint8Array} palette 256 RGBA colors
   * @param {'categories'|'ramp'} kind
   */
  setColors(codes, palette, kind, { smooth = true } = {}) {
    this.kind = kind;
    this.dots.setColors(codes, palette);
    this.#frames.blend(smooth);
  }

  /** @param {Uint8Array} sizes 0 the smallest, 255 the largest */
  setSizes(sizes, { smooth = true } = {}) {
    this.dots.setSizes(sizes);
    this.#frames.blend(smooth);
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

  /** Draws in the next frame. */
  draw() {
    this.#frames.draw();
  }

  /** The picture as it is, dots and what lies above them, as PNG. */
  async picture(overlay) {
    this.#frames.drawNow({ whole: true });
    const { canvas, ratio } = this.renderer;
    const all = new OffscreenCanvas(canvas.width, canvas.height);
    const context = all.getContext('2d');
    context.drawImage(canvas, 0, 0);
    if (overlay) context.drawImage(overlay, overflow * ratio, overflow * ratio);
    return all.convertToBlob({ type: 'image/png' });
  }

  destroy() {
    this.observer.disconnect();
    this.#frames.destroy();
    this.dots.destroy();
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    this.camera.resize(width, height);
    this.dots.resize(width, height);
    this.onframe();
    this.#frames.drawNow(); // a canvas of a new size is empty, and the browser shows it before the next frame
  }

  #moved() {
    this.#frames.move(() => this.shown > whileMoving);
    this.onframe();
  }

  #paint(blend, partly) {
    const { cx, cy, k } = this.camera;
    const { base, extra, alpha } = this.look;
    const frame = { camera: { cx, cy, k }, blend, size: [base, extra, 0.9, 1.2], alpha, ...this.#theme };
    this.dots.draw(frame, partly ? whileMoving : Infinity);
  }
}
