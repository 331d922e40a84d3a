/** Bars, lines, histograms: a figure of y for each group of x, drawn from the server's answer. */

import { axisName, facetLayout } from './facets.js';
import { FEW, errorBars, xOrder, yAxis } from './groups-axes.js';
import { measure } from './table.js';
import { axis, faded, layout, tokens } from './theme.js';
import { hoverText, isClassColumn, namedValue, seriesColor, valueWords } from './words.js';

const PLAIN_HEIGHT = 300;

/**
 * @param {object} chart `kind`: bars, line or histogram; `of`
 * @param {object} result ChartResult
 * @param {number} width pixels that there are
 * @param {boolean} [log] a logarithmic y axis
 * @returns {{data: object[], layout: object}} for Plotly; each point's `customdata` is the filter text of its samples,
 *   or null
 */
export function groupsFigure(app, chart, result, width, log = false) {
  const { query, groups } = result;
  const measured = measure(query);
  const binned = groups.some((group) => 'lower' in group);
  const facets = query.facet ? distinct(groups.map((group) => group.facet)) : [null];
  const series = distinct(groups.map((group) => keyOf(query, group)));
  const traces = [];
  for (const [f, facet] of facets.entries()) {
    for (const [s, key] of series.entries()) {
      const own = groups.filter((group) => (!query.facet || group.facet === facet) && keyOf(query, group) === key);
      if (own.length) traces.push({
        ...trace(own, s), xaxis: axisName('x', f), yaxis: axisName('y', f), showlegend: f === 0 && series.length > 1,
      });
    }
  }

  function trace(own, s) {
    const first = own[0];
    const color = colorOf(first, s);
    const shared = {
      name: [
        query.runs?.length > 1 && first.run, query.split && namedValue(app, query.split, first.split),
      ].filter(Boolean).join(' · ') || measured,
      legendgroup: String(s),
      x: own.map((group) => (binned ? (group.lower + group.upper) / 2 : valueWords(app, query.x.column, group.x))),
      y: own.map((group) => group.value),
      customdata: own.map((group) => group.filter),
      hovertext: own.map((group) => hoverText(app, query, group, measured)),
      hoverinfo: 'text',
      error_y: errorBars(own, log),
    };
    if (chart.kind === 'line') return {
      ...shared,
      type: 'scatter',
      mode: own.length > 60 ? 'lines' : 'lines+markers',
      line: { color, width: 1.8 },
      marker: { color, size: 5 },
    };
    const each = !query.split && !query.facet && !(query.runs?.length > 1) && isClassColumn(app, query.x.column);
    // Few samples say little: their bars are hollow.
    const fill = own.map(
      (group) => faded(each ? app.colors.ofClass(group.x) : color, group.n < FEW && query.y?.column ? 0.3 : 0.88),
    );
    return {
      ...shared, type: 'bar', width: binned && series.length === 1 ? own.map(
        (group) => (group.upper - group.lower) * (chart.kind === 'histogram' ? 1 : 0.92),
      ) : undefined,
      marker: { color: fill, line: { width: chart.kind === 'histogram' ? 0.5 : 0, color: tokens().background } },
    };
  }

  function colorOf(group, s) {
    if (query.split) return seriesColor(app, query.split, group.split, s);
    if (query.runs?.length > 1) return app.colors.ofClass(s);
    if (query.facet && isClassColumn(app, query.facet)) return app.colors.ofClass(group.facet);
    return tokens().accent;
  }

  const x = binned
    ? { type: 'linear' }
    : {
      type: 'category',
      categoryorder: 'array',
      categoryarray: xOrder(query, groups).map((value) => valueWords(app, query.x.column, value)),
    };
  const y = yAxis(groups, log);
  const legend = series.length > 1;
  if (query.facet) {
    const grid = facetLayout(facets.map((facet) => namedValue(app, query.facet, facet)), {
      width, x, y, xTitle: query.x.column, yTitle: measured,
    });
    return {
      data: traces,
      layout: layout({
        ...grid.layout,
        height: grid.height + (legend ? 24 : 0),
        barmode: 'group',
        showlegend: legend,
        margin: { l: 72, r: 12, t: legend ? 30 : 4, b: 44 },
      }),
    };
  }
  return {
    data: traces,
    layout: layout({
      height: PLAIN_HEIGHT,
      xaxis: axis(query.x.column, x),
      yaxis: axis(measured, y),
      barmode: 'group',
      bargap: 0.12,
      showlegend: legend,
      margin: { l: 56, r: 12, t: legend ? 34 : 12, b: 44 },
    }),
  };
}

/** Runs and splits make series. */
const keyOf = (query, group) => JSON.stringify(
  [query.runs?.length ? group.run : null, query.split ? group.split : null],
);

const distinct = (values) => [...new Set(values)];
