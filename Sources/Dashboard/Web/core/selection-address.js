import { decodeRows, encodeRows } from './selection-code.js';

/** Longest selection, in letters, that the address keeps. Longer ones end with the page. */
const longest = 16_000;

/** Keeps the selection and the view state's key `selection` the same, whichever of the two changes. */
export class SelectionAddress {
  #selection;
  #view;
  #count = 0; // samples of the run; 0 before there is one
  #written = null; // code of the selection that the address has

  constructor(selection, view) {
    this.#selection = selection;
    this.#view = view;
    selection.on(({ rows }) => {
      const text = rows.length ? encodeRows(rows) : null;
      this.#written = text?.length > longest ? null : text;
      view.set({ selection: this.#written });
    });
    view.on('selection', () => this.#restore());
  }

  /**
   * Takes the selection from the address for a run of `count` samples.
   *
   * @param {boolean} other whether it is another run than before, whose rows mean nothing here
   */
  open(count, other) {
    this.#count = count;
    if (other) this.#written = undefined;
    this.#restore();
  }

  /** Takes the selection from the address, unless it has just been written there. */
  #restore() {
    const text = this.#view.get().selection;
    if (!this.#count || text === this.#written) return;
    this.#written = text;
    const rows = text ? decodeRows(text, this.#count) : null;
    if (rows) this.#selection.set(rows, { label: 'from the address', undo: false });
    else this.#selection.clear({ undo: false });
  }
}
