/** ROC, precision-recall and calibration curves, one against the rest for each class. */

import { count, number, percent } from '../core/format.js';
import { axis, layout, tokens } from './theme.js';
import { escape } from './words.js';

const KINDS = {
  roc: { x: 'false positive rate', y: 'true positive rate', area: 'area', diagonal: true },
  'precision-recall': { x: 'recall', y: 'precision', area: 'average precision', diagonal: false },
  calibration: {
    x: 'probability that the model says', y: 'share that is right', area: 'calibration error', diagonal: true,
  },
};

/**
 * @param {{kind: string, series: Array<{name: string, x: number[], y: number[], area: number|null}>, bins?: object[],
 *   error?: number}} answer
 * @returns {{data: object[], layout: object}}
 */
export function curvesFigure(app, answer) {
  const { kind } = answer;
  const series = seriesOf(answer);
  const words = KINDS[kind];
  const { mute, accent } = tokens();
  const single = series.length === 1;
  const data = series.map(({ name, x, y, area, n, lower, upper }, i) => {
    const color = single ? accent : app.colors.ofClass(i);
    return {
      type: 'scatter', mode: n ? 'lines+markers' : 'lines', name: `${name} · ${number(area, 5)}`, x, y, line: {
        color, width: 1.6, shape: 'linear',
      },
      marker: { size: 6, color }, hoverinfo: 'text', connectgaps: false,
      hovertext: x.map(
        (_, k) => [
          `${escape(name)}, ${words.area} ${number(area, 4)}`,
          `${words.x} ${percent(x[k], 2)}`,
          `${words.y} <b>${percent(y[k], 2)}</b>`,
          lower?.[k] === undefined || lower[k] === null ? null : `95 % interval ${percent(lower[k])} to ${percent(upper[k])}`,
          n ? `n ${count(n[k])}` : null,
        ].filter(Boolean).join('<br>'),
      ),
      error_y: lower ? {
        type: 'data',
        symmetric: false,
        color: mute,
        thickness: 1,
        width: 3,
        array: upper.map((value, k) => value - y[k]),
        arrayminus: lower.map((value, k) => y[k] - value),
      } : undefined,
    };
  });
  if (words.diagonal) data.unshift({
    type: 'scatter',
    mode: 'lines',
    x: [0, 1],
    y: [0, 1],
    line: { color: mute, width: 1, dash: 'dot' },
    hoverinfo: 'skip',
    showlegend: false,
  });
  return {
    data,
    layout: layout({
      height: 330, showlegend: !single, legend: { orientation: 'v', x: 1.02, y: 1, font: { size: 10.5, color: mute } },
      xaxis: axis(words.x, { range: [-0.01, 1.01] }), yaxis: axis(words.y, { range: [-0.01, 1.01] }), margin: {
        l: 56, r: single ? 12 : 110, t: 12, b: 44,
      },
    }),
  };
}

/** As a table: a line a point. */
export function curvesTable(answer) {
  const { kind } = answer;
  const series = seriesOf(answer);
  return {
    header: ['series', KINDS[kind].x, KINDS[kind].y, ...(series.some(({ n }) => n) ? ['n'] : []), KINDS[kind].area],
    rows: series.flatMap(({ name, x, y, n, area }) => x.map((_, k) => [name, x[k], y[k], ...(n ? [n[k]] : []), area])),
  };
}

/** Calibration comes in bins, of which the empty ones are left out. */
function seriesOf({ kind, series, bins, error }) {
  if (kind !== 'calibration' || !bins) return series;
  const filled = bins.filter(({ n }) => n);
  return [{
    name: 'all classes', x: filled.map(
      ({ confidence }) => confidence,
    ), y: filled.map(({ accuracy }) => accuracy), n: filled.map(({ n }) => n),
    lower: filled.map(
      ({ interval }) => interval?.[0] ?? null,
    ), upper: filled.map(({ interval }) => interval?.[1] ?? null), area: error,
  }];
}
