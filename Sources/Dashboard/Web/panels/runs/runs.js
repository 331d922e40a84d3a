/** Runs: what was trained when, how well it did, what was changed; and two of them compared. */

import { fill, h } from '../../core/dom.js';
import { latest } from '../../widgets/latest-request.js';
import { canceled, empty, failure, waiting } from '../../widgets/placeholders.js';
import { runCard } from './run-card.js';
import { compareRuns } from './run-compare.js';

/**
 * View state: `compare` (name of the run beside the open one).
 * @returns {{destroy: () => void}}
 */
export function mount(element, app) {
  const ask = latest();
  let [runs, comparison] = [[], null];
  const list = h('div.run-list');
  const beside = h('div');
  fill(element, h('div.runs', h('div.panel-head', h('h2.panel-title', 'Runs')), list, beside));

  async function load() {
    if (!runs.length) {
      fill(list, waiting('Reading the runs', () => {
        ask.cancel();
        fill(list, canceled(load));
      }));
    }
    try {
      const answer = await ask((signal) => app.api.get('/runs', { signal }));
      if (!answer) return;
      runs = answer.runs;
      draw();
    } catch (error) {
      fill(list, failure(error, load));
    }
  }

  function draw() {
    if (!runs.length) {
      fill(list, empty('No run yet', 'Start one with leap-host run. It appears here by itself.'));
      return;
    }
    // Editing is not taken away by an event.
    if (list.querySelector('.run-edit, .run-delete')) return;
    const { compare } = app.view.get();
    const newest = [...runs].sort((a, b) => b.created - a.created);
    fill(list, newest.map((run) => runCard(app, run, {
      isOpen: run.name === app.run?.name, isCompared: run.name === compare, alone: runs.length < 2,
      open: () => app.view.set({ run: run.name, compare: null }, { push: true }),
      compare: () => app.view.set({ compare: run.name === compare ? null : run.name }, { push: true }),
      changed: load,
    })));
    showComparison();
  }

  function showComparison() {
    const { compare } = app.view.get();
    const other = runs.find(({ name }) => name === compare && name !== app.run?.name);
    if (comparison?.name === other?.name) return;
    comparison?.destroy();
    comparison = other ? { name: other.name, ...compareRuns(beside, app, app.run.name, other.name) } : null;
    if (!other) fill(beside);
  }

  const offs = [app.view.on('compare', draw), app.events.on('runs', load), app.events.on('reconnect', load)];
  load();
  return {
    destroy() {
      offs.forEach((off) => off());
      ask.cancel();
      comparison?.destroy();
      fill(element);
    },
  };
}
