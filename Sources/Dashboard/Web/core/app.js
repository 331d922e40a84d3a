import * as api from './api.js';
import { Columns } from './columns.js';
import { Events } from './events.js';
import { Images } from './images.js';
import { Keys } from './keyboard.js';
import { SelectionAddress } from './selection-code.js';
import { Selection } from './selection.js';
import { begin } from './start.js';
import { Emitter } from './store.js';
import { keepTheme } from './theme.js';
import { toast } from './toast.js';
import { Undo } from './undo.js';
import { View } from './view.js';
import { VisibleRows } from './visible-rows.js';

/**
 * What every panel gets. Emits `run` when another run is shown or the present one has changed, `place` when the map has
 * new places, `theme` after a change of theme.
 */
export class App extends Emitter {
  api = api;
  view = new View();
  undo = new Undo();
  selection = new Selection(this.undo);
  events = new Events();
  keys = new Keys();
  toast = toast;
  /** Set by the population panel: see map/popmap.js. */
  map = null;
  project = null;
  run = null;
  /** The run's columns: see columns.js. */
  data = null;
  images = null;
  /** Which samples map and table show: see visible-rows.js. */
  shown = null;
  /** Resolved when the map has its first picture, or has none to draw. What can wait until then does. */
  pictured = Promise.withResolvers();
  #selected = new SelectionAddress(this.selection, this.view);

  constructor() {
    super();
    this.toggleTheme = keepTheme(this);
  }

  /** The columns that are there, by name. */
  get ready() {
    return this.data?.ready ?? new Map();
  }

  /** Path of the API under the present run. */
  runPath(rest = '') {
    return `/runs/${encodeURIComponent(this.run.name)}${rest && `/${rest}`}`;
  }

  /**
   * Shows a run.
   *
   * @param {?object} requests from start.js; made here when left out
   */
  async open(name, requests = null) {
    if (!requests) {
      const known = await api.get(`/runs/${encodeURIComponent(name)}`);
      const { color, size } = this.view.get();
      requests = begin(name, [...new Set(['label', 'loss', color, size])], known);
    }
    const run = await requests.run;
    const other = this.run?.name !== run.name;
    this.run = run;
    this.shown?.destroy();
    this.data = new Columns(run);
    this.data.take(requests.names, requests.columns);
    this.images = new Images(run);
    this.shown = new VisibleRows(this.data, this.view);
    if (other) this.undo.clear();
    this.view.set({ run: run.name });
    this.#selected.open(run.sample_count, other);
    this.emit('run', run);
    await this.#placeFrom(requests.map);
  }

  /** Reads what GET /runs/{run} says now, with new places when there are some. */
  async reload() {
    await this.open(this.run.name);
  }

  /** Fetches the map again: a preview has moved on. */
  async reloadMap() {
    if (this.run) await this.#placeFrom(api.arrays(this.runPath('map')));
  }

  /** Shows another run with the same colors and filter; what belongs to samples of the present one is left. */
  chooseRun(run) {
    this.view.set({ run, sample: null, selection: null, camera: null, seeds: [], insight: null, pair: null }, { push: true });
  }

  openSample(sample) {
    this.view.set({ sample, tab: 'sample' }, { push: true });
  }

  fetchSimilars(samples) {
    this.view.set({ seeds: [samples].flat(), tab: 'similars' }, { push: true });
  }

  analyze(sample) {
    this.view.set({ sample, tab: 'analysis' }, { push: true });
  }

  /** Takes the newest step back, and says so. */
  async undoLast() {
    await this.#step('undo', 'undone');
  }

  async redoLast() {
    await this.#step('redo', 'done again');
  }

  async #step(way, word) {
    try {
      const text = await this.undo[way]();
      this.toast({ text: text ? `${text} ${word}` : `There is nothing to ${way}` });
    } catch (error) {
      this.toast({ text: error.line ?? error.message, kind: 'error' });
    }
  }

  async #placeFrom(request) {
    const data = this.data;
    try {
      const { header, x, y } = await request;
      if (data !== this.data) return;
      data.place = { x, y, preview: header.preview, alignedTo: header.aligned_to };
      data.placeError = null;
    } catch (error) {
      if (data !== this.data) return;
      data.placeError = error;
    }
    this.emit('place', data.place);
  }
}
