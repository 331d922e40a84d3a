/** The confusion matrix: true classes down, what was read across. Right ones recede, mistakes glow. */

import { count, percent } from '../core/format.js';
import { filterOfCell } from './filter-text.js';
import { axis, colorScale, layout, tokens } from './theme.js';
import { escape, wilson } from './words.js';

/**
 * @param {{classes: string[], counts: number[][]}} answer counts[truth][predicted]
 * @param {string} filter text of the filter that it was asked with
 * @param {number} [width] pixels that there are
 * @returns {{data: object[], layout: object}} customdata: filter text of each cell
 */
export function confusionFigure(app, { classes, counts }, filter, width = 900) {
  const { ink, panel, mute } = tokens();
  const totals = counts.map((row) => row.reduce((sum, value) => sum + value, 0));
  const each = (make) => counts.map((row, truth) => row.map((value, predicted) => make(value, truth, predicted)));
  const most = Math.max(1, ...counts.flatMap((row, truth) => row.filter((_, predicted) => predicted !== truth)));
  const hover = each((value, truth, predicted) => {
    const interval = wilson(value, totals[truth]);
    const read = truth === predicted ? 'read right' : `read as ${escape(classes[predicted])}`;
    return [
      `${escape(classes[truth])} ${read}`,
      `<b>${count(value)}</b> of n ${count(totals[truth])}`,
      interval && `${percent(value / totals[truth], 2)} of its class`,
      interval && `95 % interval ${percent(interval.lower, 2)} to ${percent(interval.upper, 2)}`,
    ].filter(Boolean).join('<br>');
  });
  const custom = each((value, truth, predicted) => (value ? filterOfCell(truth, predicted, filter) : null));
  const shared = {
    type: 'heatmap',
    x: classes,
    y: classes,
    customdata: custom,
    hovertext: hover,
    hoverinfo: 'text',
    hoverongaps: false,
    xgap: 2,
    ygap: 2,
    showscale: false,
  };
  const mistakes = {
    ...shared, z: each((value, truth, predicted) => (truth === predicted ? null : Math.sqrt(value / most))),
    zmin: 0, zmax: 1, colorscale: mistakeScale(app, panel),
  };
  const right = {
    ...shared, z: each(
      (value, truth, predicted) => (truth === predicted ? (totals[truth] ? value / totals[truth] : 0) : null),
    ),
    zmin: 0, zmax: 1, colorscale: [[0, panel], [1, app.colors.theme === 'light' ? '#bcd3f5' : '#24406b']],
  };
  const narrow = (width - 70) / classes.length < 38;
  const annotations = counts.flatMap((row, truth) => row.map((value, predicted) => ({
    x: classes[predicted], y: classes[truth], text: value ? short(value, narrow) : '·', showarrow: false,
    font: {
      size: classes.length > 15 ? 8 : 11,
      color: textColor(app, truth === predicted ? 0 : Math.sqrt(value / most), value, { ink, mute }),
    },
  })));
  return {
    data: [right, mistakes],
    layout: layout({
      height: Math.max(300, 34 * classes.length + 80), annotations, margin: { l: 56, r: 12, t: 12, b: 48 },
      xaxis: axis('read as', { type: 'category', showgrid: false }), yaxis: axis('truth', {
        type: 'category', autorange: 'reversed', showgrid: false,
      }),
    }),
  };
}

/** A count that fits its cell: 6,892, or 6.9k where there is little room. */
const short = (value, narrow) => (
  narrow && value >= 1000 ? `${(value / 1000).toFixed(value < 10_000 ? 1 : 0)}k` : count(value)
);

/** From the panel's own color for none to the ramp's end for the most frequent mistake. */
function mistakeScale(app, panel) {
  const scale = colorScale(app.colors.ramp('ember'));
  return [[0, panel], [0.001, scale[0][1]], ...scale.slice(1)];
}

/** Dark text on the bright end of the ramp, so that every number can be read. */
function textColor(app, level, value, { ink, mute }) {
  if (!value) return mute;
  if (app.colors.theme === 'light') return level > 0.45 ? '#ffffff' : ink;
  return level > 0.5 ? '#0d1117' : ink;
}

/** As a table: a line a cell that is not empty. */
export function confusionTable({ classes, counts }, filter) {
  const cells = counts.flatMap(
    (row, truth) => row.map((n, predicted) => ({ truth, predicted, n })),
  ).filter(({ n }) => n);
  return {
    header: ['truth', 'read as', 'n'],
    rows: cells.map(({ truth, predicted, n }) => [classes[truth], classes[predicted], n]),
    filters: cells.map(({ truth, predicted }) => filterOfCell(truth, predicted, filter)),
  };
}
