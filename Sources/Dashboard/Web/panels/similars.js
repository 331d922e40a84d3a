/** Fetch similars: the samples that excite the same features as one or several seeds, nearest first. */

import { fill, h } from '../core/dom.js';
import { contactSheet } from './contact-sheet.js';
import { button, choice } from './controls.js';
import { latest } from './latest.js';
import { miniMap } from './mini-map.js';
import { mount as mountPair } from './pair.js';
import { seedsOf, summaryOf } from './similars-summary.js';
import { canceled, empty, failure, working } from './states.js';

const USUAL = 100;
const LIMITS = [10, 25, 50, USUAL, 200, 500, 1000];
const METRICS = { '': 'as the project says', l2: 'l2 distance', cosine: '1 − cosine' };
const COMBINATIONS = { '': 'mean distance', min: 'nearest seed', max: 'farthest seed' };
const KEYS = ['seeds', 'metric', 'combination', 'within', 'near', 'limit'];

/**
 * View state: `seeds` (samples), `metric`, `combination`, `within` (a subset), `near` (filter text), `limit`, and
 * `pair`
 * ('a,b') of the comparison.
 * @returns {{destroy: () => void}}
 */
export function mount(element, app) {
  const ask = latest();
  const set = (patch) => app.view.set(patch, { push: true });
  let neighbors = [];

  const seeds = h('div.seeds', { role: 'list', aria: { label: 'Seeds' } });
  /** A choice that the address keeps; its usual value, '' unless said, is left out there. */
  const kept = (label, key, words, usual = '') => choice(
    label,
    Object.entries(words).map(([value, text]) => ({ value, text })),
    usual,
    (value) => set({ [key]: value === usual ? null : value }),
  );
  const metric = kept('Metric', 'metric', METRICS);
  const combination = kept('Of several seeds', 'combination', COMBINATIONS);
  const within = kept('Within', 'within', {});
  const limit = kept('Number', 'limit', Object.fromEntries(LIMITS.map((value) => [value, value])), String(USUAL));
  const near = h('input', {
    type: 'text',
    aria: { label: 'Filter of the neighbors' },
    spellcheck: false,
    placeholder: 'label == 9 && loss > 0.5',
  });
  near.addEventListener('change', () => set({ near: near.value.trim() || null }));
  const controls = h('div.controls', metric.element, combination.element, within.element, limit.element,
    h('label.field.grow', h('span.field-name', 'Filter'), near));
  const status = h('div');
  const map = miniMap(app);
  const summary = h('div.similars-summary');
  const pairRoom = h('div');
  const sheet = contactSheet(app, {
    open: (neighbor) => app.openSample(neighbor.sample),
    compare: (neighbor) => set({ pair: `${app.view.get().seeds[0]},${neighbor.sample}` }),
  });
  const body = h('div.similars', h('div.panel-head', h('h2.panel-title', 'Similars'), seeds), controls, status,
    h('div.similars-top', map.element, summary), pairRoom, sheet.element);
  let pair = null;

  const showSeeds = (list) => fill(seeds, seedsOf(app, list, (next) => set({ seeds: next, pair: null })));

  function path({ seeds: list, metric: named, combination: how, within: subset, near: filter, limit: most }) {
    const words = new URLSearchParams({ limit: most ?? USUAL });
    const optional = { metric: named, combination: list.length > 1 ? how : null, subset, filter };
    for (const [key, value] of Object.entries(optional)) if (value) words.set(key, value);
    return app.runPath(`similars?samples=${list.map(encodeURIComponent).join(',')}&${words}`);
  }

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
    within.fill([{ value: '', text: 'all subsets' }, ...app.run.subsets.map(({ name }) => name)], view.within ?? '');
    [metric.value, combination.value, limit.value] = [
      view.metric ?? '', view.combination ?? '', String(view.limit ?? USUAL),
    ];
    combination.element.hidden = list.length < 2;
    near.value = view.near ?? '';
    fill(status, working(`Searching the samples nearest to ${list.join(', ')}`, () => {
      ask.cancel();
      fill(status, canceled(refresh));
    }));
    sheet.element.classList.add('stale');
    try {
      const answer = await ask((signal) => app.api.get(path(view), { signal }));
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
