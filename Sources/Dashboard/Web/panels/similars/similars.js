/** Fetch similars: the samples that excite the same features as one or several seeds, nearest first. */

import { fill, h } from '../../core/dom.js';
import { button } from '../../widgets/controls.js';
import { latest } from '../../widgets/latest-request.js';
import { canceled, empty, failure, working } from '../../widgets/placeholders.js';
import { contactSheet } from './contact-sheet.js';
import { miniMap } from './mini-map.js';
import { mount as mountPair } from './pair.js';
import { KEYS, searchControls, searchPath } from './similars-search.js';
import { seedsOf, summaryOf } from './similars-summary.js';

/**
 * View state: `seeds` (samples), `metric`, `combination`, `within` (a subset), `near` (filter text), `limit`, and
 * `pair` ('a,b') of the comparison.
 * @returns {{destroy: () => void}}
 */
export function mount(element, app) {
  const ask = latest();
  const set = (patch) => app.view.set(patch, { push: true });
  let neighbors = [];

  const seeds = h('div.seeds', { role: 'list', aria: { label: 'Seeds' } });
  const search = searchControls(app, set);
  const status = h('div');
  const map = miniMap(app);
  const summary = h('div.similars-summary');
  const pairRoom = h('div');
  const sheet = contactSheet(app, {
    open: (neighbor) => app.openSample(neighbor.sample),
    compare: (neighbor) => set({ pair: `${app.view.get().seeds[0]},${neighbor.sample}` }),
  });
  const body = h('div.similars', h('div.panel-head', h('h2.panel-title', 'Similars'), seeds), search.element, status,
    h('div.similars-top', map.element, summary), pairRoom, sheet.element);
  let pair = null;

  const showSeeds = (list) => fill(seeds, seedsOf(app, list, (next) => set({ seeds: next, pair: null })));

  async function refresh() {
    const view = app.view.get();
    const list = view.seeds ?? [];
    showPair();
    if (!list.length) {
      ask.cancel();
      fill(
        element,
        empty(
          'No seed is chosen',
          'Choose a sample on the map and fetch the samples that the model sees like it.',
          view.sample && button(
            `Fetch similars of ${view.sample}`, () => set({ seeds: [view.sample] }), { kind: 'primary' },
          ),
        ),
      );
      return;
    }
    if (element.firstChild !== body) fill(element, body);
    showSeeds(list);
    search.show(view);
    fill(status, working(`Searching the samples nearest to ${list.join(', ')}`, () => {
      ask.cancel();
      fill(status, canceled(refresh));
    }));
    sheet.element.classList.add('stale');
    try {
      const answer = await ask((signal) => app.api.get(searchPath(app, view), { signal }));
      if (!answer) return;
      neighbors = answer.neighbors;
      fill(status);
      sheet.element.classList.remove('stale');
      show(list);
    } catch (error) {
      fill(status, failure(error, refresh));
      neighbors = [];
      sheet.draw([], null);
      fill(summary);
      map.draw([], []);
    }
  }

  function show(list) {
    labelOf(app.data.row(list[0])).then((label) => {
      sheet.draw(neighbors, label);
      summarize(list, label);
    });
    drawMap(list);
    select(list);
  }

  const drawMap = (list) => map.draw(neighbors.map(({ row }) => row), list.map((seed) => app.data.row(seed)));

  async function labelOf(row) {
    const { values } = await app.data.column('label').catch(() => ({ values: [] }));
    return Number.isFinite(values[row]) ? values[row] : null;
  }

  function select(list) {
    const rows = neighbors.map(({ row }) => row);
    const same = rows.length === app.selection.rows.length && rows.every((row) => app.selection.has(row));
    if (rows.length && !same) app.selection.set(rows, { label: `similars of ${list.join(', ')}` });
  }

  function summarize(list, label) {
    fill(summary, summaryOf(app, { list, neighbors, label, sheet, select: () => select(list) }));
  }

  function showPair() {
    const { pair: text } = app.view.get();
    const two = text?.split(',') ?? [];
    pair?.destroy();
    const close = () => set({ pair: null });
    pair = two.length === 2 ? mountPair(pairRoom, app, { a: two[0], b: two[1], close }) : null;
  }

  const offs = [
    app.view.on(KEYS, refresh), app.view.on('pair', showPair),
    app.view.on('sample', () => (app.view.get().seeds?.length ? showSeeds(app.view.get().seeds) : refresh())),
    app.on('theme', () => neighbors.length && show(app.view.get().seeds)),
    app.on('place', () => neighbors.length && drawMap(app.view.get().seeds)),
  ];
  refresh();
  return {
    destroy() {
      offs.forEach((off) => off());
      ask.cancel();
      pair?.destroy();
      fill(element);
    },
  };
}
