import { h } from '../../core/dom.js';
import { number } from '../../core/format.js';

/**
 * Metrics side by side, a line for each metric and subset that both have.
 *
 * @param {string[]} names of the two runs, the open one first
 * @param {object[]} answers their metrics, as the API gives them
 * @returns {HTMLElement}
 */
export function metricTable(names, answers) {
  const subsets = Object.keys(answers[0].samples ?? {}).filter((subset) => subset in (answers[1].samples ?? {}));
  const rows = Object.keys(answers[0].metrics).filter((name) => answers[1].metrics[name]);
  return h('table.compare-table.chart-numbers', h('caption', 'Metrics side by side'),
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
    }))));
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
