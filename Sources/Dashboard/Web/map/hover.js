import { valueOf } from '../core/columns.js';
import { fill, h, stylesheet } from '../core/dom.js';
import { number } from '../core/format.js';
import { Recent } from '../core/store.js';

/** A dot that is looked at so long gets lines to its neighbors. */
const dwell = 90; // milliseconds
const neighbors = 10;

/**
 * The dot under the pointer or the keyboard: a ring, its picture and key values beside it, and lines to its nearest
 * neighbors in the full space. A 2-D map lies; the lines tell.
 */
export class Hover {
  row = -1;
  #app;
  #map;
  #overlay;
  #tip = h('div.tip', { hidden: true });
  #known = new Recent(200);
  #request = null;
  #timer = 0;

  constructor(app, map, overlay) {
    this.#app = app;
    this.#map = map;
    this.#overlay = overlay;
    map.element.append(this.#tip);
    this.offs = [
      app.on('run', () => {
        this.#known = new Recent(200);
        this.show(-1);
      }),
      app.view.on('lines', () => this.show(this.row, { again: true })),
    ];
  }

  destroy() {
    for (const off of this.offs) off();
    this.show(-1);
    this.#tip.remove();
  }

  /** Loads how the tip looks. */
  dress() {
    return stylesheet(new URL('tip.css', import.meta.url));
  }

  /** @param {number} wanted row; -1: none, as on a map without dots */
  show(wanted, { again = false } = {}) {
    const row = this.#map.ready ? wanted : -1;
    if (row === this.row && !again) return;
    this.row = row;
    this.#overlay.hovered = row;
    this.#overlay.lines = [];
    this.#overlay.draw();
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#map.element.classList.toggle('over-dot', row >= 0);
    this.#tip.hidden = row < 0;
    if (row < 0) return;
    this.#fill(row);
    this.place();
    if (this.#app.view.get().lines) this.#timer = setTimeout(() => this.#fetchNeighbors(row), dwell);
  }

  /** Puts the tip beside its dot, inside of the map. */
  place() {
    if (this.row < 0) return;
    const [x, y] = this.#map.screen(this.row);
    const { width, height } = this.#map.camera;
    const { offsetWidth, offsetHeight } = this.#tip;
    // On the side away from the middle: neighbors and their lines rather lie toward it.
    const away = x < width / 2 ? x - 18 - offsetWidth : x + 18;
    const left = away < 8 || away + offsetWidth > width - 8 ? 2 * x - away - offsetWidth : away;
    const top = Math.min(Math.max(y - offsetHeight / 2, 8), height - offsetHeight - 8);
    Object.assign(this.#tip.style, { left: `${Math.max(left, 8)}px`, top: `${top}px` });
  }

  /** What screen readers say of a row. */
  describe(row) {
    const values = keyValues(this.#app, row).map(({ name, text }) => `${name} ${text}`);
    return [this.#app.data.sample(row), ...values].join(', ');
  }

  #fill(row) {
    const values = keyValues(this.#app, row);
    fill(
      this.#tip,
      this.#app.images.thumb(row),
      h(
        'div',
        h('b', this.#app.data.sample(row)),
        h('dl', values.map(({ name, text, color, wrong }) => [
          h('dt', name),
          h('dd', { class: wrong ? 'wrong' : '' }, color && h('i.swatch', { style: { background: color } }), text, wrong && ' ✗'),
        ])),
      ),
    );
  }

  async #fetchNeighbors(row) {
    const app = this.#app;
    let rows = this.#known.get(row);
    if (!rows) {
      const request = (this.#request = new AbortController());
      try {
        const sample = encodeURIComponent(app.data.sample(row));
        const path = app.runPath(`similars?samples=${sample}&limit=${neighbors}`);
        const answer = await app.api.get(path, { signal: request.signal });
        rows = this.#known.set(row, answer.neighbors.map((neighbor) => neighbor.row));
      } catch {
        return; // lines are an extra: a run without a graph has none
      }
    }
    if (row !== this.row) return;
    this.#overlay.lines = rows.filter((other) => this.#map.isShown(other));
    this.#overlay.draw();
  }
}

/**
 * Key values of a row from the columns that are there: truth, prediction, loss, color and size.
 *
 * @returns {{name, text, color?, wrong?}[]}
 */
export function keyValues(app, row) {
  const { color, size } = app.view.get();
  const names = [...new Set(['label', 'prediction', 'loss', color, size])].filter((name) => app.data.describe(name));
  const truth = app.ready.get('label')?.values[row];
  return names.flatMap((name) => {
    const column = app.ready.get(name);
    if (!column) return [];
    const value = valueOf(column, row);
    const ofClass = name === 'label' || name === 'prediction';
    if (!ofClass || value === null) return [{ name, text: number(value) }];
    return [
      {
        name: name === 'label' ? 'truth' : name,
        text: app.run.classes[value] ?? String(value),
        color: app.colors.ofClass(value),
        wrong: name === 'prediction' && truth === truth && truth !== value,
      },
    ];
  });
}
