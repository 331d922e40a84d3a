import { status, untilReachable, url } from './api.js';
import { Emitter } from './store.js';

const names = ['runs', 'training', 'progress', 'map', 'insights', 'charts', 'annotations'];

/**
 * What the server tells by itself: `on('progress', callback)`, the values as in the API. Comes back when the server
 * does; `reconnect` is emitted then, as events may have been missed.
 */
export class Events extends Emitter {
  #source = null;
  #lost = false;

  connect() {
    this.#source?.close();
    const source = new EventSource(url('/events'));
    this.#source = source;
    for (const name of names) {
      source.addEventListener(name, ({ data }) => this.emit(name, JSON.parse(data)));
    }
    source.onopen = () => {
      if (this.#lost) this.emit('reconnect');
      this.#lost = false;
    };
    source.onerror = async () => {
      source.close(); // the browser's own retries would log an error each
      if (this.#source !== source) return;
      this.#lost = true;
      if (status.reachable && (await fetch(url('/health')).catch(() => null))?.ok) {
        await new Promise((done) => setTimeout(done, 2000)); // only this connection was lost
      } else {
        await untilReachable();
      }
      if (this.#source === source) this.connect();
    };
  }
}
