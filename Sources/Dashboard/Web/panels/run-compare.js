/**
 * Two runs compared: training curves on the same axes, metrics side by side, and the samples that only one gets right.
 */

import { fill, h } from '../core/dom.js';
import { count, number, percent } from '../core/format.js';
import { compareCurves } from './compare-curves.js';
import { button } from './controls.js';
import { latest } from './latest.js';
import { failure, waiting } from './states.js';

/**
 * @param {string} one the open run @param {string} other the one beside it
 * @returns {{destroy: () => void}}
 */
export function compareRuns(element, app, one, other) {
  const ask = latest();
  const names = [one, other];
  const rooms = {
    curves: h('div.compare-curves'), metrics: h('div.compare-metrics'), samples: h('div.compare-samples'),
  };
  let purge = () => {};
  fill(
    element,
    h(
      'section.compare',
      { aria: { label: `${one} compared with ${other}` } },
      h('div.panel-head', h('h3', `${one} and ${other}`), button('Close', () => app.view.set({ compare: null }))),
      rooms.metrics,
      rooms.samples,
      rooms.curves,
    ),
  );
  const path = (name, rest) => `/runs/${encodeURIComponent(name)}/${rest}`;

  async function load() {
    fill(rooms.curves, waiting('Reading both trainings'));
    fill(rooms.metrics, waiting('Reading both metrics'));
    fill(rooms.samples, waiting('Comparing each sample'));
    await ask((signal) => Promise.all([
      part(rooms.metrics, async () => metrics(await both((name) => app.api.get(path(name, 'metrics'), { signal })))),
      part(
        rooms.samples,
        async () => samples(
          await both((name) => app.api.arrays(path(name, 'columns?names=correct,label'), { signal })),
        ),
      ),
      part(rooms.curves, async () => curves(await both((name) => app.api.arrays(path(name, 'training'), { signal })))),
    ]));
  }

  const both = (make) => Promise.all(names.map(make));

  /** One part fails by itself. */
  async function part(room, make) {
    try {
      await make();
    } catch (error) {
      if (error.name !== 'AbortError') fill(room, failure(error, load));
    }
  }

  function metrics(answers) {
    const subsets = Object.keys(answers[0].samples ?? {}).filter((subset) => subset in (answers[1].samples ?? {}));
    const rows = Object.keys(answers[0].metrics).filter((name) => answers[1].metrics[name]);
    fill(rooms.metrics, h('table.compare-table', h('caption', 'Metrics side by side'),
      h(
        'thead',
        h(
          'tr',
          h('th', { scope: 'col' }, 'metric'),
          h('th', { scope: 'col' }, 'subset'),
          names.map((name) => h('th', { scope: 'col' }, name)),
          h('th', { scope: 'col' }, 'difference'),
        ),
      ),
      h('tbody', rows.flatMap((name) => subsets.map((subset) => {
        const [a, b] = answers.map((answer) => answer.metrics[name][subset] ?? null);
        return a === null && b === null ? null : h(
          'tr',
          h('th', { scope: 'row' }, name.replaceAll('_', ' ')),
          h('td.mute', subset),
          [a, b].map((value) => h('td.number', number(value, 5))),
          difference(name, a, b),
        );
      })))));
  }

  /** The open run against the other; better or worse is said in words, too. */
  function difference(name, a, b) {
    if (a === null || b === null) return h('td.number', '–');
    const change = a - b;
    const lowIsGood = /loss|error|brier|entropy/i.test(name);
    const verdict = change === 0 ? 'same' : (change < 0) === lowIsGood ? 'better' : 'worse';
    return h(
      'td.number', { class: verdict }, `${change > 0 ? '+' : ''}${number(change, 3)} `, h('span.mute.small', verdict),
    );
  }

  function samples(answers) {
    const [a, b] = answers.map(({ correct }) => correct);
    if (a.length !== b.length) {
      fill(
        rooms.samples,
        h('p.mute', 'The runs have different data sets, so their samples cannot be compared one by one.'),
      );
      return;
    }
    const [onlyA, onlyB, neither] = [[], [], []];
    for (let row = 0; row < a.length; row++) {
      if (a[row] === 255 || b[row] === 255) continue;
      if (a[row] && !b[row]) onlyA.push(row);
      if (!a[row] && b[row]) onlyB.push(row);
      if (!a[row] && !b[row]) neither.push(row);
    }
    const select = (rows, label) => button(
      `Select ${count(rows.length)}`,
      () => app.selection.set(rows, { label }),
      { label: `Select ${count(rows.length)} samples: ${label}` },
    );
    const share = (rows) => h('span.mute', ` (${percent(rows.length / a.length, 2)})`);
    const group = (text, rows) => h('div.compare-group', h('p', h('strong', count(rows.length)), ` ${text}`, share(rows)),
      h(
        'div.thumbs',
        rows.slice(0, 12).map(
          (row) => h(
            'button.thumb-button',
            {
              type: 'button',
              title: app.data.sample(row),
              aria: { label: `Open ${app.data.sample(row)}` },
              onclick: () => app.openSample(app.data.sample(row)),
            },
            app.images.thumb(row),
          ),
        ),
      ),
      rows.length > 0 && select(rows, text));
    fill(
      rooms.samples,
      h('h4', 'Samples that only one gets right'),
      h(
        'div.compare-groups',
        group(`only ${one} reads right`, onlyA),
        group(`only ${other} reads right`, onlyB),
        group('neither reads right', neither),
      ),
    );
  }

  async function curves(answers) {
    purge();
    purge = await compareCurves(rooms.curves, app, names, answers);
  }

  const off = app.on('theme', load);
  load();
  return {
    destroy() {
      off();
      ask.cancel();
      purge();
      fill(element);
    },
  };
}
