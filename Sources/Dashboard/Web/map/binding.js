import { labelPlaces } from './labels.js';
import { colorScale, missing, sizeScale } from './scale.js';

/** So many selected dots, or fewer, are drawn larger. */
const few = 3000;

/**
 * Keeps the map as the view state says: colors, sizes, what is shown, what is dimmed or outlined. Emits on `app`:
 * `colors` with `{name, scale, palette}` and `sizes` with `{name, scale}`, for the legend.
 */
export class Binding {
  /** Scale of the colors; null until the first has come. */
  scale = null;
  #app;
  #map;
  #overlay;
  #offs;
  #flags = null;
  #wrong = null;
  #turn = { color: 0, size: 0 };
  #colorOf = null; // data and column whose colors the map has
  #sizeOf = null;
  #labelTimer = 0;

  constructor(app, map, overlay) {
    this.#app = app;
    this.#map = map;
    this.#overlay = overlay;
    this.#offs = [
      app.view.on('color', () => this.#color()),
      app.view.on('size', () => this.#size()),
      app.view.on('hidden', () => {
        this.#hide();
        this.#placeLabels();
      }),
      app.view.on('outline', () => this.#emphasize()),
      app.selection.on(() => this.#emphasize()),
      app.on('run', () => this.#open()),
      app.on('place', () => this.#places()),
      app.on('theme', () => this.#paint({ smooth: false })),
    ];
    map.setTheme(app.colors.background, app.colors.ink);
  }

  destroy() {
    for (const off of this.#offs) off();
    clearTimeout(this.#labelTimer);
  }

  #open() {
    const app = this.#app;
    this.#wrong = null;
    this.#flags = null;
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
    this.#emphasize();
    this.#placeLabels();
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
    this.#placeLabels();
    this.#app.emit('colors', { ...this.#colorOf, palette });
    if (this.#sizeOf) this.#app.emit('sizes', this.#sizeOf);
  }

  #hide() {
    if (!this.scale) return;
    const hidden = new Set(this.#app.view.get().hidden);
    const codes = (this.scale.list ?? []).filter(({ name }) => hidden.has(name)).map(({ code }) => code);
    this.#app.shown.setCategories(this.scale.codes, new Set(codes));
  }

  async #emphasize() {
    const app = this.#app;
    if (!app.data || !this.#map.ready) return;
    const { outline } = app.view.get();
    if (outline && !this.#wrong) this.#wrong = await this.#readWrong();
    const { rows } = app.selection;
    const flags = (this.#flags ??= new Uint8Array(app.data.count));
    if (flags.length !== this.#map.count) return;
    flags.fill(rows.length ? 0 : 1);
    const plain = rows.length <= few ? 5 : 1;
    for (const row of rows) flags[row] = plain;
    if (outline && this.#wrong) for (const row of this.#wrong) flags[row] |= 2;
    this.#map.setFlags(flags, rows.length > 0);
  }

  /** Rows that have a label and another prediction. */
  async #readWrong() {
    const column = await this.#column('correct');
    const rows = [];
    column?.values.forEach((value, row) => value === 0 && rows.push(row));
    return rows;
  }

  /** Names can wait for the dots. */
  #placeLabels() {
    clearTimeout(this.#labelTimer);
    this.#labelTimer = setTimeout(() => this.#findLabels(), 30);
  }

  #findLabels() {
    if (!this.scale || !this.#map.ready) return;
    const { colors, view } = this.#app;
    const list = this.scale.kind === 'categories' && this.scale.list.length <= 24 ? this.scale.list : [];
    const hidden = new Set(view.get().hidden);
    const wanted = list.filter(({ name }) => !hidden.has(name));
    const places = labelPlaces(this.#map.dots.columns, this.scale.codes, wanted.map(({ code }) => code), this.#map.box);
    this.#overlay.labels = wanted
      .filter(({ code }) => places.has(code))
      .map(({ code, label }) => ({ text: label, color: colors.ofClass(code), place: places.get(code) }));
    this.#overlay.draw();
  }
}

/** 256 RGBA colors for the codes of a scale. */
export function paletteOf(scale, colors) {
  const palette = new Uint8Array(1024);
  const ramp = scale.kind === 'ramp' && colors.ramp('ember');
  for (let code = 0; code < missing; code++) {
    palette.set([...(ramp ? ramp(code / 254) : colors.channelsOfClass(code)), 255], 4 * code);
  }
  palette.set([...colors.missing, 255], 4 * missing);
  return palette;
}
