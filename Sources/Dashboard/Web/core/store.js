/** Named callbacks: the observable that view state, data and events are built on. */
export class Emitter {
  #callbacks = new Map();

  /** Calls `callback(value)` at each `emit(name, value)`. Returns a function that ends it. */
  on(name, callback) {
    let set = this.#callbacks.get(name);
    if (!set) this.#callbacks.set(name, (set = new Set()));
    set.add(callback);
    return () => set.delete(callback);
  }

  /** Callbacks run in the order in which they came. One that throws does not keep the others from running. */
  emit(name, value) {
    for (const callback of [...(this.#callbacks.get(name) ?? [])]) {
      try {
        callback(value);
      } catch (error) {
        console.error(error);
      }
    }
  }
}

/** A map with at most `limit` entries; the one that was not asked for the longest is dropped. */
export class Recent {
  #entries = new Map();

  constructor(limit) {
    this.limit = limit;
  }

  get(key) {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key, value) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.limit) this.#entries.delete(this.#entries.keys().next().value);
    return value;
  }

  delete(key) {
    this.#entries.delete(key);
  }

  get size() {
    return this.#entries.size;
  }
}
