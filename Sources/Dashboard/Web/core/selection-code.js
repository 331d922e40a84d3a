/**
 * Rows as text for the address: the gaps between ascending rows in Golomb-Rice code (R. F. Rice, 1979), as base64url.
 * A selection of any n among N rows takes about N * H(n / N) / 6 letters, 12,000 for half of 70,000.
 */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const valueOf = new Map([...digits].map((digit, value) => [digit, value]));

/** @param {Uint32Array} rows ascending, without repetition */
export function encodeRows(rows) {
  if (!rows.length) return '';
  const mean = (rows.at(-1) + 1) / rows.length - 1;
  const width = Math.min(Math.max(Math.round(Math.log2(mean * Math.LN2 + 1e-9)), 0), 30);
  const letters = [digits[width]];
  let [letter, filled] = [0, 0];
  const write = (bit) => {
    letter = letter * 2 + bit;
    if (++filled < 6) return;
    letters.push(digits[letter]);
    [letter, filled] = [0, 0];
  };
  let next = 0;
  for (const row of rows) {
    const gap = row - next;
    for (let ones = Math.floor(gap / 2 ** width); ones > 0; ones--) write(1);
    write(0);
    for (let bit = width - 1; bit >= 0; bit--) write(Math.floor(gap / 2 ** bit) % 2);
    next = row + 1;
  }
  while (filled) write(1); // ones without a zero end the text
  return letters.join('');
}

/**
 * @param {number} count rows must be below it
 * @returns {?Uint32Array} ascending rows, null when the text is not one of encodeRows
 */
export function decodeRows(text, count) {
  const width = valueOf.get(text[0]);
  if (width === undefined || width > 30) return null;
  for (const digit of text) if (!valueOf.has(digit)) return null;
  const last = 6 * text.length;
  let at = 6;
  const read = () => (valueOf.get(text[Math.floor(at / 6)]) >> (5 - (at++ % 6))) & 1;
  const rows = [];
  let next = 0;
  for (;;) {
    let gap = 0;
    while (at < last && read()) gap += 2 ** width;
    // The zero that ends the ones was the last bit read, or there was none and the rows are at their end.
    at--;
    const ended = at < 6 || at >= last || read() === 1;
    if (ended || at + width > last) break;
    for (let bit = width - 1; bit >= 0; bit--) gap += read() * 2 ** bit;
    const row = next + gap;
    if (row >= count) return null;
    rows.push(row);
    next = row + 1;
    if (at >= last) break;
  }
  return rows.length ? Uint32Array.from(rows) : null;
}

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
