/** Fetch similars: the samples that excite the same features as one or several seeds, nearest first. */

import { download, fill, h, icon } from '../core/dom.js';
import { counted, csv, number } from '../core/format.js';
import { contactSheet } from './contact-sheet.js';
import { button, choice } from './controls.js';
import { latest } from './latest.js';
import { miniMap } from './mini-map.js';
import { mount as mountPair } from './pair.js';
import { fileName } from './charts/table.js';
import { canceled, empty, failure, waiting } from './states.js';

const USUAL = 100;
const KEYS = ['seeds', 'metric', 'combination', 'within', 'near', 'limit'];

/**
 * View state: `seeds` (samples), `metric`, `combination`, `within` (a subset), `near` (filter text), `limit`, `pair` ('a,b').
 * @returns {{destroy: () => void}}
 */
export function mount(element, app) {
  const ask = latest();
  const set = (patch) => app.view.set(patch, { push: true });
  let neighbors = [];

  const seeds = h('div.seeds', { role: 'list', aria: { label: 'Seeds' } });
  const metric = choice('Metric', [{ value: '', text: 'as the project says' }, { value: 'l2', text: 'l2 distance' }, { value: 'cosine', text: '1 − cosine' }], '',
    (value) => set({ metric: value || null }));
  const combination = choice('Of several seeds', [{ value: '', text: 'mean distance' }, { value: 'min', text: 'nearest seed' }, { value: 'max', text: 'farthest seed' }], '',
    (value) => set({ combination: value || null }));
  const within = choice('Within', [], '', (value) => set({ within: value || null }));
  const limit = choice('Number', ['10', '25', '50', '100', '200', '500', '1000'], String(USUAL), (value) => set({ limit: value === String(USUAL) ? null : value }));
  const near = h('input', { type: 'text', aria: { label: 'Filter of the neighbors' }, spellcheck: false, placeholder: 'label == 9 && loss > 0.5' });
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

  function showSeeds(list) {
    const { sample } = app.view.get();
    fill(seeds,
      list.map((seed) => h('span.seed', { role: 'listitem' }, app.images.thumb(app.data.row(seed)),
        h('button.link', { type: 'button', title: `Open ${seed}`, onclick: () => app.openSample(seed) }, seed),
        h('button.bare', { type: 'button', aria: { label: `Remove seed ${seed}` }, onclick: () => set({ seeds: list.filter((other) => other !== seed), pair: null }) }, icon('close')))),
      sample && !list.includes(sample) && h('button.small', { type: 'button', onclick: () => set({ seeds: [...list, sample] }) }, `Add ${sample}`));
  }

  function path({ seeds: list, metric: named, combination: how, within: subset, near: filter, limit: most }) {
    const words = new URLSearchParams({ limit: most ?? USUAL });
    for (const [key, value] of Object.entries({ metric: named, combination: list.length > 1 ? how : null, subset, filter })) if (value) words.set(key, value);
    return app.runPath(`similars?samples=${list.map(encodeURIComponent).join(',')}&${words}`);
  }

  async function refresh() {
    const view = app.view.get();
    const list = view.seeds ?? [];
    showPair();
    if (!list.length) {
      ask.cancel();
      fill(element, empty('No seed is chosen', 'Choose a sample on the map and fetch the samples that the model sees like it.',
        view.sample && button(`Fetch similars of ${view.sample}`, () => set({ seeds: [view.sample] }), { kind: 'primary' })));
      return;
    }
    if (element.firstChild !== body) fill(element, body);
    showSeeds(list);
    within.fill([{ value: '', text: 'all subsets' }, ...app.run.subsets.map(({ name }) => name)], view.within ?? '');
    [metric.value, combination.value, limit.value] = [view.metric ?? '', view.combination ?? '', String(view.limit ?? USUAL)];
    combination.element.hidden = list.length < 2;
    near.value = view.near ?? '';
    fill(status, waiting(`Searching the samples nearest to ${list.join(', ')}`, () => {
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
    if (!neighbors.length) {
      fill(summary, empty('No sample is left to be near', 'Search in all subsets, or change the filter.'));
      return;
    }
    const other = label === null ? 0 : neighbors.filter((neighbor) => neighbor.label !== label).length;
    const counts = new Map();
    for (const neighbor of neighbors) counts.set(neighbor.label ?? null, (counts.get(neighbor.label ?? null) ?? 0) + 1);
    fill(summary,
      h('p', h('strong', counted(neighbors.length, 'neighbor')), ` from ${number(neighbors[0].distance)} to ${number(neighbors.at(-1).distance)}`,
        label === null ? '' : other ? [', ', h('strong.warn', `${other} with another label`)] : ', all with the same label'),
      h('ul.shares', [...counts].sort((a, b) => b[1] - a[1]).map(([number_, count]) => h('li', swatch(number_),
        number_ === null ? 'no label' : app.run.classes[number_], ' ', h('span.mute', count)))),
      h('p.row',
        button('Select on the map', () => select(list)),
        other > 0 && button('Select other labels', () => app.selection.set(neighbors.filter((neighbor) => neighbor.label !== label).map(({ row }) => row),
          { label: `similars of ${list.join(', ')} with another label` })),
        button('CSV', () => download(fileName(`similars ${list.join(' ')}`, 'csv'), table()), { label: 'Save the list as CSV' }),
        button('PNG', () => sheet.picture().then((blob) => download(fileName(`similars ${list.join(' ')}`, 'png'), blob)), { label: 'Save the contact sheet as PNG' })));
  }

  const swatch = (number_) => h('i.swatch', { style: { background: number_ === null ? 'var(--mute)' : app.colors.ofClass(number_) } });

  const table = () => csv([['rank', 'sample', 'distance', 'label', 'prediction'],
    ...neighbors.map((neighbor, i) => [i + 1, neighbor.sample, neighbor.distance, neighbor.label, neighbor.prediction])]);

  function showPair() {
    const { pair: text } = app.view.get();
    const two = text?.split(',') ?? [];
    pair?.destroy();
    pair = two.length === 2 ? mountPair(pairRoom, app, { a: two[0], b: two[1], close: () => set({ pair: null }) }) : null;
  }

  const offs = [
    app.view.on(KEYS, refresh), app.view.on('pair', showPair),
    app.view.on('sample', () => (app.view.get().seeds?.length ? showSeeds(app.view.get().seeds) : refresh())),
    app.on('theme', () => neighbors.length && show(app.view.get().seeds)), app.on('place', () => neighbors.length && drawMap(app.view.get().seeds)),
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
