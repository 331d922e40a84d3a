import { Emphasis } from './emphasis.js';
import { CategoryNames } from './labels.js';
import { colorScale, paletteOf, sizeScale } from './scale.js';

/**
 * Keeps the map as the view state says: places, colors, sizes, and what is shown. Emits on `app`: `colors` with
 * `{name, scale, palette}` and `sizes` with `{name, scale}`, for the legend.
 */
export class MapView {
  /** Scale of the colors; null until the first has come. */
  scale = null;
  #app;
  #map;
  #overlay;
  #offs;
  #emphasis;
  #names;
  #turn = { color: 0, size: 0 };
  #colorOf = null; // data and column whose colors the map has
  #sizeOf = null;

  constructor(app, map, overlay) {
    this.#app = app;
    this.#map = map;
    this.#overlay = overlay;
    this.#emphasis = new Emphasis(app, map);
    this.#names = new CategoryNames(app, map, overlay);
    this.#offs = [
      app.view.on('color', () => this.#color()),
      app.view.on('size', () => this.#size()),
      app.view.on('hidden', () => {
        this.#hide();
        this.#names.place(this.scale);
      }),
      app.on('run', () => this.#open()),
      app.on('place', () => this.#places()),
      app.on('theme', () => this.#paint({ smooth: false })),
    ];
    map.setTheme(app.colors.background, app.colors.ink);
  }

  destroy() {
    for (const off of this.#offs) off();
    this.#emphasis.destroy();
    this.#names.destroy();
  }

  #open() {
    const app = this.#app;
    app.shown.on('change', ({ mask }) => this.#map.setMask(mask));
    // Asked for now, so that they travel with the first requests.
    const { color, size } = app.view.get();
    for (const name of [color, size]) if (app.data.describe(name)) app.data.column(name).catch(() => {});
  }

  async #places() {
    const { data, shown } = this.#app;
    const first = this.#colorOf?.data !== data || !this.#map.ready;
    // Nothing is drawn before colors and sizes are there: no picture that changes at once.
    const [colors, sizes] = await Promise.all([this.#readColor(), this.#readSize()]);
    if (data !== this.#app.data) return;
    if (data.place) {
      this.#map.setPlaces(data.place.x, data.place.y);
      this.#map.setMask(shown.mask);
    } else {
      this.#map.clear();
    }
    if (first) {
      if (colors) this.#takeColor(colors, { smooth: false });
      if (sizes) this.#takeSize(sizes, { smooth: false });
    }
    this.#emphasis.draw();
    this.#names.place(this.scale);
  }

  async #color() {
    const turn = ++this.#turn.color;
    const colors = await this.#readColor();
    const same = colors?.data === this.#colorOf?.data && colors?.name === this.#colorOf?.name;
    if (turn !== this.#turn.color) return;
    if (colors && !same) this.#takeColor(colors, {});
    else if (this.#colorOf) this.#app.emit('colors', { ...this.#colorOf, palette: paletteOf(this.scale, this.#app.colors) });
  }

  async #size() {
    const turn = ++this.#turn.size;
    const sizes = await this.#readSize();
    if (turn === this.#turn.size && sizes) this.#takeSize(sizes, {});
  }

  async #readColor() {
    const { data, view, run } = this.#app;
    const name = data.describe(view.get().color) ? view.get().color : 'label';
    const column = await this.#column(name);
    return column && { data, name, scale: colorScale(column, data.describe(name), run.classes) };
  }

  async #readSize() {
    const { data, view } = this.#app;
    const { size } = view.get();
    const name = size === 'none' || data.describe(size) ? size : 'loss';
    const column = name === 'none' ? null : await this.#column(name);
    return { data, name, scale: sizeScale(column) };
  }

  async #column(name) {
    if (!this.#app.data.describe(name)) return null;
    try {
      return await this.#app.data.column(name);
    } catch (error) {
      this.#app.toast({ text: error.line ?? error.message, kind: 'error' });
      return null;
    }
  }

  #takeColor(colors, how) {
    const others = this.#colorOf && this.#colorOf.name !== colors.name;
    this.#colorOf = colors;
    this.scale = colors.scale;
    // Categories that were hidden are those of the column before.
    if (others && this.#app.view.get().hidden.length) this.#app.view.set({ hidden: [] });
    this.#paint(how);
    this.#hide();
  }

  #takeSize(sizes, how) {
    this.#sizeOf = sizes;
    if (this.#map.ready) this.#map.setSizes(sizes.scale.bytes ?? new Uint8Array(sizes.data.count), how);
    this.#app.emit('sizes', sizes);
  }

  #paint(how) {
    const { colors } = this.#app;
    this.#overlay.colors = colors;
    this.#map.setTheme(colors.background, colors.ink);
    if (!this.#colorOf) return;
    const palette = paletteOf(this.scale, colors);
    if (this.#map.ready) this.#map.setColors(this.scale.codes, palette, this.scale.kind, how);
    this.#names.place(this.scale);
    this.#app.emit('colors', { ...this.#colorOf, palette });
    if (this.#sizeOf) this.#app.emit('sizes', this.#sizeOf);
  }

  #hide() {
    if (!this.scale) return;
    const hidden = new Set(this.#app.view.get().hidden);
    const codes = (this.scale.list ?? []).filter(({ name }) => hidden.has(name)).map(({ code }) => code);
    this.#app.shown.setCategories(this.scale.codes, new Set(codes));
  }
}
