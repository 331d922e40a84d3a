/**
 * The metrics dashboard: training curves, then the charts that come with the page, with leap.yaml, or from the person.
 */

import { scopeOf } from '../../charts/answer.js';
import { chartCard } from '../../charts/card.js';
import { readyMade } from '../../charts/ready-made.js';
import { fill, h } from '../../core/dom.js';
import { button, segments } from '../../widgets/controls.js';
import { debounced, latest } from '../../widgets/latest-request.js';
import { failure } from '../../widgets/placeholders.js';
import { chartChanges } from './chart-changes.js';
import { editChart } from './chart-editor.js';
import { mount as mountTraining } from './training.js';

/** Charts that are computed at once; more would only wait in line. */
const AT_ONCE = 3;

/**
 * View state: `scope` ('shown': charts are of what the map shows).
 * @returns {{destroy: () => void}}
 */
export function mount(element, app) {
  const ask = latest();
  const { hide, remove, move } = chartChanges(app, load);
  let [charts, cards, training] = [[], [], null];
  const list = h('div.chart-list.chart-cards');
  const status = h('div');
  const trainingRoom = h('section.training');
  const editorRoom = h('div');
  const scope = segments(
    'Samples of the charts',
    [
      { value: 'all', text: 'All samples' },
      { value: 'shown', text: 'As on the map', title: 'Subsets and filter of the map' },
    ],
    app.view.get().scope ?? 'all',
    (value) => app.view.set({ scope: value === 'all' ? null : value }),
  );
  const hiddenOnes = h('div.row.hidden-charts');
  fill(element, h('div.metrics',
    trainingRoom,
    h('div.panel-head', h('h2.panel-title', 'Charts'), scope.element, h('span.grow'),
      app.project?.read_only ? null : button('Add chart', () => edit(null), { kind: 'primary' })),
    editorRoom, status, list, hiddenOnes));

  const scopeText = () => (app.view.get().scope === 'shown' ? scopeOf(app) : '');

  async function load() {
    try {
      const answer = await ask((signal) => app.api.get('/charts', { signal }));
      if (!answer) return;
      charts = [...answer.charts, ...readyMade(app, answer.charts)];
      fill(status);
      build();
    } catch (error) {
      fill(status, failure(error, load));
    }
  }

  function build() {
    cards.forEach((card) => card.destroy());
    const shown = charts.filter((chart) => !chart.hidden);
    cards = shown.map((chart, i) => chartCard(app, chart, { scope: scopeText, tools: tools(chart, i, shown) }));
    fill(list, cards.map((card, i) => {
      if (isWide(shown[i])) card.element.classList.add('wide');
      return card.element;
    }));
    const hidden = charts.filter((chart) => chart.hidden);
    fill(
      hiddenOnes,
      hidden.length > 0 && h('span.mute', 'Hidden:'),
      hidden.map((chart) => button(`Show ${chart.title}`, () => hide(chart, false), { kind: 'quiet' })),
    );
    loadAll();
  }

  /** Cards are asked for in their order, a few at once. */
  async function loadAll() {
    const waitingOnes = [...cards];
    const mine = cards;
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      while (waitingOnes.length && mine === cards) await waitingOnes.shift().load();
    }));
  }

  function tools(chart, i, shown) {
    const said = (verb) => ({ label: `${verb}: ${chart.title}`, title: verb, kind: 'small' });
    if (app.project?.read_only) return [];
    if (chart.source === 'page') return [
      button('Copy', () => edit({ ...chart, id: null, source: 'dashboard' }), said('Edit a copy')),
    ];
    const saved = shown.filter(({ source }) => source !== 'page');
    const place = saved.indexOf(chart);
    return [
      place > 0 && button('←', () => move(saved, place, -1), said('Move forward')),
      place < saved.length - 1 && button('→', () => move(saved, place, 1), said('Move back')),
      chart.source === 'dashboard'
        ? button('Edit', () => edit(chart), said('Edit'))
        : button('Copy', () => edit({ ...chart, id: null, source: 'dashboard' }), said('Edit a copy')),
      chart.source === 'dashboard'
        ? button('Delete', () => remove(chart), said('Delete'))
        : button('Hide', () => hide(chart, true), said('Hide')),
    ];
  }

  function edit(chart) {
    editChart(editorRoom, app, chart, { scope: scopeText, done: load });
    editorRoom.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }

  const reload = debounced(() => cards.forEach((card) => card.load()), 250);
  const offs = [
    app.view.on('scope', () => { scope.set(app.view.get().scope ?? 'all'); reload(); }),
    app.view.on(['filter', 'subsets'], () => app.view.get().scope === 'shown' && reload()),
    app.events.on('charts', load),
  ];
  training = mountTraining(trainingRoom, app);
  load();
  return {
    destroy() {
      offs.forEach((off) => off());
      reload.cancel();
      ask.cancel();
      training.destroy();
      const mine = cards;
      cards = [];
      mine.forEach((card) => card.destroy());
      fill(element);
    },
  };
}

/** Small multiples and matrices with many cells need the whole width. */
const isWide = (chart) => Boolean(chart.query?.facet);
