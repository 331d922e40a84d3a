/** So many selected dots, or fewer, are drawn larger. */
const few = 3000;

/** Dims what is not selected, and outlines wrong predictions, as selection and view state say. */
export class Emphasis {
  #app;
  #map;
  #offs;
  #flags = null;
  #wrong = null; // rows, once asked for

  constructor(app, map) {
    this.#app = app;
    this.#map = map;
    this.#offs = [
      app.view.on('outline', () => this.draw()),
      app.selection.on(() => this.draw()),
      app.on('run', () => {
        this.#flags = null;
        this.#wrong = null;
      }),
    ];
  }

  destroy() {
    for (const off of this.#offs) off();
  }

  /** Does nothing as long as the map has no dots. */
  async draw() {
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

  /** Rows that have a label and another prediction; none where that cannot be read. */
  async #readWrong() {
    const { data, toast } = this.#app;
    if (!data.describe('correct')) return [];
    const rows = [];
    try {
      const { values } = await data.column('correct');
      values.forEach((value, row) => value === 0 && rows.push(row));
    } catch (error) {
      toast({ text: error.line ?? error.message, kind: 'error' });
    }
    return rows;
  }
}
