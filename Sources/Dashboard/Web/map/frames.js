/** So long colors and sizes change from what they were to what they are, in milliseconds. */
const blendTime = 180;
/** Who takes longer than this for a picture, which is so without a graphics processor, gets no blended ones between. */
const slowPicture = 80; // milliseconds
/** The camera rests when it has not moved for so long. */
const rest = 140; // milliseconds
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** When the map is drawn: once a frame at most, blended after a change, in part while the camera moves. */
export class Frames {
  #map;
  #blendBegin = -Infinity;
  #frame = 0;
  #soon = 0;
  #moving = 0;
  #first = true;
  #slow = false;

  /**
   * @param {object} map
   * @param {() => boolean} map.ready whether there is anything to draw
   * @param {(blend: number, partly: boolean) => void} map.paint blend from 0, what was, to 1, what is
   * @param {() => void} map.finish waits until it is drawn; called after the first picture only
   * @param {() => void} map.first called after the first picture
   * @param {() => void} map.after called after every picture
   */
  constructor(map) {
    this.#map = map;
  }

  /** Draws in the next frame; the first picture soon, as frames only come when the browser's graphics process has started. */
  draw() {
    if (!this.#first) this.#frame ||= requestAnimationFrame((now) => this.#paint(now));
    else if (this.#map.ready()) this.#soon ||= setTimeout(() => this.#paint(performance.now()));
  }

  /** Draws at once. @param {{whole?: boolean}} options whole: never in part only */
  drawNow({ whole = false } = {}) {
    cancelAnimationFrame(this.#frame);
    this.#paint(performance.now(), whole);
  }

  /** Something has changed: blends from the old to the new picture, where that is wanted and goes smoothly. */
  blend(smooth) {
    this.#blendBegin = smooth && !still.matches && !this.#first && !this.#slow ? performance.now() : -Infinity;
    this.draw();
  }

  /** The camera has moved. @param {() => boolean} partly whether pictures are in part while it does */
  move(partly) {
    clearTimeout(this.#moving);
    this.#moving = setTimeout(() => {
      this.#moving = 0;
      if (partly()) this.draw();
    }, rest);
    this.draw();
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#soon);
    clearTimeout(this.#moving);
  }

  #paint(now, whole = false) {
    this.#frame = 0;
    this.#soon = 0;
    if (!this.#map.ready()) return;
    const blend = Math.min(Math.max((now - this.#blendBegin) / blendTime, 0), 1);
    const begin = performance.now();
    this.#map.paint(blend, this.#moving > 0 && !whole);
    if (this.#first) {
      this.#first = false;
      this.#map.finish();
      this.#slow = performance.now() - begin > slowPicture;
      this.#map.first();
    }
    if (blend < 1) this.draw();
    this.#map.after();
  }
}
