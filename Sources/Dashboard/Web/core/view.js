import { formatView, parseView, same } from './view-schema.js';

/**
 * The view state: what a reload, the back button or a shared link restores. It lives in the fragment of the address,
 * which never reaches the server.
 */
export class View {
  #state = parseView(location.hash);
  #callbacks = new Set();
  #late = 0; // timer of an address that is still to be written

  constructor() {
    addEventListener('popstate', () => {
      clearTimeout(this.#late);
      this.#late = 0;
      this.#change(parseView(location.hash));
    });
    addEventListener('pagehide', () => this.#write());
  }

  /** The state; not to be changed by the receiver. */
  get() {
    return this.#state;
  }

  /**
   * Sets some keys. With `push` the step can be taken back by the back button; without, it replaces the present entry.
   */
  set(patch, { push = false } = {}) {
    const next = { ...this.#state, ...patch };
    if (Object.keys(next).every((key) => same(next[key], this.#state[key]))) return;
    if (push) {
      this.#write();
      history.pushState(null, '', `#${formatView(next)}`);
    } else {
      // Browsers limit how often the address may change.
      this.#late ||= setTimeout(() => this.#write(), 100);
    }
    this.#change(next);
  }

  /** Writes the state into the present entry of the history if that is still to be done. */
  #write() {
    if (!this.#late) return;
    clearTimeout(this.#late);
    this.#late = 0;
    history.replaceState(null, '', `#${formatView(this.#state)}`);
  }

  /**
   * Calls `callback(state, before)` when one of `keys` (a name, names, or '*') has changed. Returns a function that ends it.
   */
  on(keys, callback) {
    const entry = { keys: [keys].flat(), callback };
    this.#callbacks.add(entry);
    return () => this.#callbacks.delete(entry);
  }

  #change(next) {
    const before = this.#state;
    this.#state = next;
    const all = new Set([...Object.keys(before), ...Object.keys(next)]);
    const changed = new Set([...all].filter((key) => !same(before[key], next[key])));
    if (!changed.size) return;
    for (const { keys, callback } of [...this.#callbacks]) {
      if (keys.some((key) => key === '*' || changed.has(key))) {
        try {
          callback(this.#state, before); // the newest: a callback before may have set more
        } catch (error) {
          console.error(error);
        }
      }
    }
  }
}
