import * as api from './api.js';
import { Emitter } from './store.js';

/**
 * Which samples the map and the table show: those of the chosen subsets that pass the filter and whose category is not
 * hidden. Emits `change`; `error` with an ApiError, or null, when the filter's validity changes.
 */
export class VisibleRows extends Emitter {
  #data; // Columns
  #view;
  #filtered = null; // { text, rows } of the filter that holds
  #request = null;
  #categories = null; // { codes: Uint8Array, hidden: Set of codes }
  #off;

  constructor(data, view) {
    super();
    this.#data = data;
    this.#view = view;
    /** 1 where a row is shown, one byte a sample. */
    this.mask = new Uint8Array(data.count).fill(1);
    this.count = data.count;
    /** The same with hidden categories: what subsets and filter let through. */
    this.unhidden = this.mask;
    this.error = null;
    this.#off = view.on(['subsets', 'filter'], () => this.#follow());
    this.#follow();
  }

  destroy() {
    this.#off();
    this.#request?.abort();
  }

  /** Hides rows whose code is in `hidden`: what the legend says. */
  setCategories(codes, hidden) {
    if (!hidden.size && !this.#categories?.hidden.size) {
      this.#categories = { codes, hidden };
      return;
    }
    this.#categories = { codes, hidden };
    this.#build();
  }

  /** All rows that are shown, ascending. */
  rows() {
    const rows = new Uint32Array(this.count);
    let at = 0;
    for (let row = 0; row < this.mask.length; row++) if (this.mask[row]) rows[at++] = row;
    return rows;
  }

  async #follow() {
    const text = this.#view.get().filter.trim();
    this.#request?.abort();
    if (text && this.#filtered?.text !== text) {
      const request = (this.#request = new AbortController());
      try {
        const { rows } = await api.arrays(`${this.#data.path}/select?filter=${encodeURIComponent(text)}`, {
          signal: request.signal,
        });
        if (request.signal.aborted) return;
        this.#filtered = { text, rows };
      } catch (error) {
        if (error.name === 'AbortError') return;
        this.error = error; // what was shown before stays
        this.emit('error', error);
        this.#build();
        return;
      }
    }
    if (!text) this.#filtered = null;
    this.error = null;
    this.emit('error', null);
    this.#build();
  }

  #build() {
    let mask = new Uint8Array(this.#data.count);
    if (this.#filtered) for (const row of this.#filtered.rows) mask[row] = 1;
    else mask.fill(1);
    const { subsets } = this.#view.get();
    if (subsets) {
      for (const { name, first, count } of this.#data.run.subsets) {
        if (!subsets.includes(name)) mask.fill(0, first, first + count);
      }
    }
    this.unhidden = mask;
    const { codes, hidden } = this.#categories ?? {};
    if (hidden?.size) {
      mask = mask.slice();
      for (let row = 0; row < mask.length; row++) if (hidden.has(codes[row])) mask[row] = 0;
    }
    let shown = 0;
    let same = mask.length === this.mask.length;
    for (let row = 0; row < mask.length; row++) {
      shown += mask[row];
      if (same && mask[row] !== this.mask[row]) same = false;
    }
    if (same) return;
    this.mask = mask;
    this.count = shown;
    this.emit('change', this);
  }
}
