import * as api from './api.js';

/**
 * The columns and places of a run. Each column is asked for once; what was asked for in the same turn travels in one
 * answer.
 *
 * A *row* is the number of a sample over all subsets, in the data set's order.
 */
export class Columns {
  #columns = new Map();
  #wanted = new Map();

  /**
   * @param {object} run answer of `GET /runs/{run}`
   */
  constructor(run) {
    this.run = run;
    this.path = `/runs/${encodeURIComponent(run.name)}`;
    this.count = run.sample_count;
    /** Float32 `x`, `y`, one a sample; null until there is a map. */
    this.place = null;
    /** Columns that are there, by name: for what cannot wait. */
    this.ready = new Map();
  }

  /** What `GET /runs/{run}` says of a column; undefined when there is none. */
  describe(name) {
    return this.run.columns.find((column) => column.name === name);
  }

  /**
   * float64 and int64 as Float64Array (NaN: missing), bool as Uint8Array (255: missing), string as Uint32Array of codes
   * into `strings` (4294967295: missing).
   *
   * @returns {Promise<{name, kind, values, strings}>}
   */
  column(name) {
    const known = this.#columns.get(name);
    if (known) return known;
    if (!this.describe(name)) {
      return Promise.reject(
        new api.ApiError(404, { problem: `${this.run.name} has no column ${name}`, remedy: 'choose another column' }),
      );
    }
    const column = new Promise((resolve, reject) => {
      if (!this.#wanted.size) queueMicrotask(() => this.#fetch());
      this.#wanted.set(name, { resolve, reject });
    });
    this.#columns.set(name, column);
    column.catch(() => this.#columns.delete(name));
    return column;
  }

  /** Takes columns that were asked for elsewhere, so that they are not asked for again. */
  take(names, answer) {
    for (const name of names) {
      if (this.describe(name)) this.#columns.set(name, answer.then((arrays) => this.#read(name, arrays)));
    }
  }

  /** The row of `subset:index`, -1 when there is none. */
  row(sample) {
    const at = sample?.lastIndexOf(':') ?? -1;
    const subset = this.run.subsets.find(({ name }) => name === sample?.slice(0, at));
    const digits = sample?.slice(at + 1);
    if (!subset || !/^\d{1,15}$/.test(digits) || +digits >= subset.count) return -1;
    return subset.first + +digits;
  }

  /** The name `subset:index` of a row, null when there is none. */
  sample(row) {
    const subset = this.run.subsets.find(({ first, count }) => row >= first && row < first + count);
    return subset ? `${subset.name}:${row - subset.first}` : null;
  }

  async #fetch() {
    const wanted = this.#wanted;
    this.#wanted = new Map();
    const names = [...wanted.keys()];
    try {
      const answer = await api.arrays(`${this.path}/columns?names=${names.map(encodeURIComponent).join(',')}`);
      for (const [name, { resolve }] of wanted) resolve(this.#read(name, answer));
    } catch (error) {
      for (const { reject } of wanted.values()) reject(error);
    }
  }

  #read(name, answer) {
    const strings = answer.header.arrays.find((array) => array.name === name)?.values ?? null;
    const column = { name, kind: this.describe(name).kind, values: answer[name], strings };
    this.ready.set(name, column);
    return column;
  }
}

/** The value of a row as number, text or boolean; null where it is missing. */
export function valueOf({ kind, values, strings }, row) {
  const value = values[row];
  if (kind === 'string') return strings[value] ?? null;
  if (kind === 'bool') return value === 255 ? null : value === 1;
  return Number.isNaN(value) ? null : value;
}
