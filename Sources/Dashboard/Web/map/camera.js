const margin = 44; // CSS pixels around the whole population
const toolbar = 20; // more of them at the right, where the buttons are
const still = matchMediaSafe('(prefers-reduced-motion: reduce)');

function matchMediaSafe(query) {
  return globalThis.matchMedia?.(query) ?? { matches: true };
}

/**
 * What part of the map is seen: a center in units of the map and a zoom, 1 when all of it fits. Pixels are CSS pixels
 * from the upper left corner.
 */
export class Camera {
  cx = 0;
  cy = 0;
  zoom = 1;
  width = 1;
  height = 1;
  #box = [0, 1, 0, 1];
  #flight = 0;

  /** @param {() => void} changed called after each step */
  constructor(changed = () => {}) {
    this.changed = changed;
  }

  /** Pixels a unit of the map when all of it fits. */
  get fitted() {
    const [left, right, bottom, top] = this.#box;
    const across = Math.max(this.width - 2 * margin - toolbar, 1) / (right - left || 1);
    return Math.min(across, Math.max(this.height - 2 * margin, 1) / (top - bottom || 1));
  }

  /** Pixels a unit of the map. */
  get k() {
    return this.zoom * this.fitted;
  }

  /** Greatest zoom: float32 places stay exact to a quarter of a pixel. */
  get greatest() {
    const reach = Math.max(...this.#box.map(Math.abs), 1e-9);
    return Math.min(2000, 0.25 / (reach * 2 ** -23) / this.fitted);
  }

  /**
   * Who sees all sees all afterwards: a map under way grows.
   *
   * @param {number[]} box least x, greatest x, least y, greatest y of all places
   */
  setBox(box) {
    const { atHome } = this;
    this.#box = box;
    if (atHome) Object.assign(this, this.home);
  }

  /** The center stays; who sees all sees all afterwards. */
  resize(width, height) {
    const { atHome } = this;
    Object.assign(this, { width: Math.max(width, 1), height: Math.max(height, 1) });
    if (atHome) Object.assign(this, this.home);
  }

  toScreen(x, y) {
    return [this.width / 2 + (x - this.cx) * this.k, this.height / 2 - (y - this.cy) * this.k];
  }

  toMap(px, py) {
    return [this.cx + (px - this.width / 2) / this.k, this.cy - (py - this.height / 2) / this.k];
  }

  /** The place where all is seen. */
  get home() {
    const [left, right, bottom, top] = this.#box;
    return { cx: (left + right) / 2 + toolbar / 2 / this.fitted, cy: (bottom + top) / 2, zoom: 1 };
  }

  /** Whether all is seen, as at first. */
  get atHome() {
    const { cx, cy, zoom } = this.home;
    return this.zoom === zoom && this.cx === cx && this.cy === cy;
  }

  /** Goes to a place at once, as near as it may. */
  set({ cx = this.cx, cy = this.cy, zoom = this.zoom }) {
    this.#flight++;
    this.#place({ cx, cy, zoom });
  }

  /** Moves what is seen by pixels. */
  pan(dx, dy) {
    this.set({ cx: this.cx - dx / this.k, cy: this.cy + dy / this.k });
  }

  /** Zooms so that the place under a pixel stays there. */
  zoomAt(px, py, factor) {
    const [x, y] = this.toMap(px, py);
    this.set({ zoom: this.zoom * factor });
    const [nx, ny] = this.toMap(px, py);
    this.set({ cx: this.cx + x - nx, cy: this.cy + y - ny });
  }

  /** Flies to a place; at once where the person wants little motion. */
  flyTo({ cx = this.cx, cy = this.cy, zoom = this.zoom }, milliseconds = 350) {
    if (still.matches) {
      this.set({ cx, cy, zoom });
      return;
    }
    const mine = ++this.#flight;
    const from = { cx: this.cx, cy: this.cy, zoom: this.zoom };
    const begin = performance.now();
    const step = (now) => {
      if (mine !== this.#flight) return;
      const t = Math.min(Math.max((now - begin) / milliseconds, 0), 1);
      const eased = t < 0.5 ? 4 * t ** 3 : 1 - (-2 * t + 2) ** 3 / 2;
      const at = from.zoom * (zoom / from.zoom) ** eased;
      // The center moves as the zoom does, so that the target goes straight to its place.
      const share = Math.abs(zoom - from.zoom) < 1e-6 * zoom ? eased : (1 / from.zoom - 1 / at) / (1 / from.zoom - 1 / zoom);
      this.#place({ cx: from.cx + (cx - from.cx) * share, cy: from.cy + (cy - from.cy) * share, zoom: at });
      if (t < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  /** The camera that sees a box of the map with room around. */
  framing([left, right, bottom, top]) {
    const across = (this.width - 4 * margin) / Math.max(right - left, 1e-9);
    const k = Math.min(across, (this.height - 4 * margin) / Math.max(top - bottom, 1e-9));
    return { cx: (left + right) / 2, cy: (bottom + top) / 2, zoom: Math.min(k / this.fitted, 40) };
  }

  #place({ cx, cy, zoom }) {
    const [left, right, bottom, top] = this.#box;
    const aside = toolbar / 2 / this.fitted;
    this.cx = Math.min(Math.max(cx, left), right + aside);
    this.cy = Math.min(Math.max(cy, bottom), top);
    this.zoom = Math.min(Math.max(zoom, 0.5), this.greatest);
    this.changed();
  }
}
