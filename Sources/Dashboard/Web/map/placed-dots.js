import { dotLook, radius } from './dot-look.js';
import { Grid } from './grid.js';

/** Dots under a camera: where each is in pixels, how large, and which is near. */
export class PlacedDots {
  /** Least and greatest x, least and greatest y of all places. */
  box = [0, 1, 0, 1];
  /** Of the colors: 'categories' or 'ramp'. */
  kind = 'categories';
  #grid = null;

  /**
   * @param {Camera} camera
   * @param {Dots} dots
   */
  constructor(camera, dots) {
    this.camera = camera;
    this.dots = dots;
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
    return dotLook({ zoom: camera.zoom, count: Math.max(shown, count * 0.05), kind: this.kind, room });
  }

  /** Places have changed: what was made ready for finding them is out of date. */
  forget() {
    this.#grid = null;
  }
}
