/**
 * Two runs compared: training curves on the same axes, metrics side by side, and the samples that only one gets right.
 */

import { fill, h } from '../../core/dom.js';
import { button } from '../../widgets/controls.js';
import { latest } from '../../widgets/latest-request.js';
import { failure, waiting } from '../../widgets/placeholders.js';
import { compareCurves } from './compare-curves.js';
import { metricTable } from './compare-metrics.js';
import { sampleGroups } from './compare-samples.js';

/**
 * @param {string} one the open run @param {string} other the one beside it
 * @returns {{destroy: () => void}}
 */
export function compareRuns(element, app, one, other) {
  const ask = latest();
  const names = [one, other];
  const rooms = {
    curves: h('div.compare-curves.chart-cards'), metrics: h('div.compare-metrics'), samples: h('div.compare-samples'),
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

  const metrics = (answers) => fill(rooms.metrics, metricTable(names, answers));
  const samples = (answers) => fill(rooms.samples, sampleGroups(app, names, answers));

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
