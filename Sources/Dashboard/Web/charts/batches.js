/** The batches of a training, column by column, which grow while it runs. */

const COLUMNS = ['step', 'epoch', 'loss', 'accuracy', 'learning_rate', 'seconds'];

export class Batches {
  static names = COLUMNS;
  count = 0;
  epochs = [];
  #columns = Object.fromEntries(COLUMNS.map((name) => [name, new Float64Array(0)]));

  /**
   * Adds what the server tells. A batch that is known already, or is told again after a training was resumed, takes
   * the place of the old one.
   * @param {object} answer arrays by name, all of one length, steps ascending; header.epochs
   */
  add(answer) {
    const first = answer.step?.length ? answer.step[0] : Infinity;
    let kept = this.count;
    while (kept > 0 && this.#columns.step[kept - 1] >= first) kept--;
    const more = answer.step?.length ?? 0;
    if (more || kept !== this.count) {
      for (const name of COLUMNS) {
        const grown = new Float64Array(kept + more);
        grown.set(this.#columns[name].subarray(0, kept));
        if (more) grown.set(answer[name], kept);
        this.#columns[name] = grown;
      }
      this.count = kept + more;
    }
    if (answer.header.epochs?.length) this.epochs = answer.header.epochs;
  }

  /** The first step that is not known yet. */
  get next() {
    return this.count ? this.#columns.step[this.count - 1] + 1 : 0;
  }

  /** @param {string} name one of `Batches.names` @returns {Float64Array} */
  column(name) {
    return this.#columns[name];
  }

  /** One array a batch, in the order of `Batches.names`. */
  * rows() {
    for (let i = 0; i < this.count; i++) yield COLUMNS.map((name) => this.#columns[name][i]);
  }

  /** Where on an axis each epoch ended. @param {'step'|'epoch'|'seconds'} by */
  epochEnds(by) {
    const [epochs, places] = [this.#columns.epoch, this.place(by)];
    const ends = new Map();
    for (let i = 0; i < this.count; i++) ends.set(epochs[i], places[i]);
    return this.epochs.map(({ epoch }, i) => ends.get(epoch) ?? (by === 'epoch' ? i + 1 : null));
  }

  /**
   * Where each batch lies on an axis: its step, the epochs passed (with fractions), or seconds spent on batches.
   * @param {'step'|'epoch'|'seconds'} by
   */
  place(by) {
    if (by === 'step') return this.#columns.step;
    const places = new Float64Array(this.count);
    if (by === 'epoch') {
      const epochs = this.#columns.epoch;
      const size = this.#longestEpoch();
      for (let i = 0, begin = 0; i < this.count; i++) {
        if (i && epochs[i] !== epochs[i - 1]) begin = i;
        places[i] = epochs[i] - (epochs[0] ?? 0) + (i - begin + 1) / size;
      }
      return places;
    }
    const seconds = this.#columns.seconds;
    for (let i = 0, sum = 0; i < this.count; i++) places[i] = sum += seconds[i];
    return places;
  }

  #longestEpoch() {
    let [longest, length] = [1, 0];
    const epochs = this.#columns.epoch;
    for (let i = 0; i < this.count; i++) {
      length = i && epochs[i] === epochs[i - 1] ? length + 1 : 1;
      longest = Math.max(longest, length);
    }
    return longest;
  }
}
