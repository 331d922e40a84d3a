import { count } from './format.js';
import { Emitter } from './store.js';

const none = new Uint32Array(0);

/** The selected samples: the same ones in every panel. */
export class Selection {
  #emitter = new Emitter();
  #undo;
  #mask = null;

  /** @param {Undo} undo takes each step that is to be undone */
  constructor(undo) {
    this.#undo = undo;
    /** Selected rows, ascending. Not to be changed. */
    this.rows = none;
    /** Where they came from, such as "lasso" or "similars of test:5012". */
    this.label = '';
  }

  /**
   * @param {Iterable<number>} rows in any order
   * @param {{label?: string, undo?: boolean}} options undo: whether the person can take it back (true)
   */
  set(rows, { label = '', undo = true } = {}) {
    const next = Uint32Array.from(rows).sort();
    let kept = 0;
    for (const row of next) if (!kept || row !== next[kept - 1]) next[kept++] = row;
    const before = { rows: this.rows, label: this.label };
    const after = { rows: kept === next.length ? next : next.slice(0, kept), label };
    if (!before.rows.length && !kept) return;
    this.#apply(after);
    if (undo) {
      this.#undo.push({
        text: kept ? `Selection of ${count(kept)}` : 'Clearing of the selection',
        undo: () => this.#apply(before),
        redo: () => this.#apply(after),
      });
    }
  }

  clear(options) {
    this.set(none, options);
  }

  has(row) {
    if (!this.#mask) {
      this.#mask = new Set(this.rows);
    }
    return this.#mask.has(row);
  }

  /** Calls `callback(selection)` after each change. Returns a function that ends it. */
  on(callback) {
    return this.#emitter.on('change', callback);
  }

  #apply({ rows, label }) {
    this.rows = rows;
    this.label = label;
    this.#mask = null;
    this.#emitter.emit('change', this);
  }
}
