import { Emitter } from './store.js';

/** The steps that can be taken back, newest last; at most 100. Emits `change`. */
export class Undo extends Emitter {
  #done = [];
  #undone = [];

  /** @param {{text: string, undo: () => any, redo: () => any}} step that has just been done */
  push(step) {
    this.#done.push(step);
    if (this.#done.length > 100) this.#done.shift();
    this.#undone = [];
    this.emit('change');
  }

  /** Takes the newest step back. @returns {Promise<?string>} its text */
  undo() {
    return this.#move(this.#done, this.#undone, 'undo');
  }

  /** Does again what was taken back last. @returns {Promise<?string>} its text */
  redo() {
    return this.#move(this.#undone, this.#done, 'redo');
  }

  /** Forgets all steps: what they speak of is gone. */
  clear() {
    this.#done = [];
    this.#undone = [];
    this.emit('change');
  }

  async #move(from, to, way) {
    const step = from.pop();
    if (!step) return null;
    try {
      await step[way]();
      to.push(step);
    } catch (error) {
      from.push(step);
      throw error;
    } finally {
      this.emit('change');
    }
    return step.text;
  }
}
