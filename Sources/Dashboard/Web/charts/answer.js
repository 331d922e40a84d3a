/** What a chart of each kind asks the server, and what it makes of the answer: a figure, a table, and notes. */

import { confusionFigure, confusionTable } from './confusion.js';
import { curvesFigure, curvesTable } from './curves.js';
import { all, bracketed, filterText, literal, withFilters } from './filter-text.js';
import { gridFigure } from './grid.js';
import { reachesZero } from './groups-axes.js';
import { groupsFigure } from './groups.js';
import { scatterFigure } from './scatter.js';
import { chartTable } from './table.js';

const CURVES = new Set(['roc', 'precision-recall', 'calibration']);

/**
 * @typedef {object} Answer
 * @property {(width: number, log: boolean) => {data: object[], layout: object}} figure for Plotly; points carry
 *   `customdata`: filter text, {row}, or null
 * @property {() => {header: string[], rows: any[][], filters?: (string|null)[]}} table the same as numbers; filters:
 *   of each row's samples
 * @property {boolean} [canLog] whether y may be logarithmic
 * @property {boolean} [suggestsLog] whether that shows more
 * @property {string} [logNote] what a reader of that should know
 * @property {string[]} notes sentences that a reader should know
 * @property {boolean} empty there is nothing to draw
 */

/**
 * @param {object} chart `{kind, of, query}`
 * @param {string} scope filter text that is added to the chart's own, '' for none
 * @param {{signal: AbortSignal}} options
 * @returns {Promise<Answer>}
 * @throws {ApiError} of the server; {isEarly: true} where a run under way will have what is missing
 */
export async function answerOf(app, chart, scope, options) {
  const query = chart.query ?? {};
  checkColumns(app, chart);
  const filter = chart.of === 'batches' || chart.of === 'epochs' ? filterText(query.filter) : all(
    bracketed(filterText(query.filter)), bracketed(scope),
  );
  const ask = (route, words = {}) => app.runPath(
    `${route}?${new URLSearchParams({ ...words, ...(filter ? { filter } : {}) })}`.replace(/\?$/, ''),
  );
  if (chart.kind === 'confusion-matrix') {
    const answer = await app.api.get(ask('confusion'), options);
    return {
      figure: (width) => confusionFigure(app, answer, filter, width),
      table: () => confusionTable(answer, filter),
      notes: [],
      empty: answer.counts.flat().every((n) => !n),
    };
  }
  if (CURVES.has(chart.kind)) {
    const answer = await app.api.get(ask('curves', { kind: chart.kind }), options);
    return {
      figure: () => curvesFigure(app, answer),
      table: () => curvesTable(answer),
      notes: [],
      empty: !answer.bins?.some(({ n }) => n) && answer.series.every(({ x }) => !x.length),
    };
  }
  if (chart.kind === 'scatter' && chart.of === 'samples') return scatterAnswer(app, query, filter, ask, options);
  return groupsAnswer(app, chart, { ...query, ...(filter ? { filter } : {}) }, options);
}

/** A run that is not evaluated yet has no columns to ask for; which is no fault of the chart. */
function checkColumns(app, { kind, of, query }) {
  if (of === 'batches' || of === 'epochs' || query?.runs?.length) return;
  const known = new Set(app.run.columns.map(({ name }) => name));
  const classes = kind === 'confusion-matrix' || CURVES.has(kind) ? ['label', 'prediction'] : [];
  const wanted = [...classes, query?.x?.column, query?.y?.column, query?.split, query?.facet].filter(Boolean);
  const missing = wanted.find((name) => !known.has(name));
  if (!missing) return;
  const running = app.run.state === 'running';
  throw Object.assign(new Error(`${app.run.name} has no column ${missing}`), {
    isEarly: running,
    doing: 'making the chart',
    problem: `${app.run.name} has no column ${missing}${running ? ' yet' : ''}`,
    remedy: running ? 'the chart appears when the run has been evaluated' : 'choose another run, or edit the chart',
  });
}

async function groupsAnswer(app, chart, query, options) {
  const result = await app.api.send('POST', app.runPath('chart'), { of: chart.of ?? 'samples', query }, options);
  // The settled query has its filter as an object; the text that was sent says the same.
  const text = { ...result, query: { ...result.query, filter: query.filter } };
  const settled = { ...text, groups: withFilters(text, (chart.of ?? 'samples') === 'samples' ? app.run.name : null) };
  const draw = chart.kind === 'heatmap' && settled.query.split ? gridFigure : groupsFigure;
  return {
    figure: (width, log) => draw(
      app, chart.kind === 'scatter' ? { ...chart, kind: 'line' } : chart, settled, width, log,
    ),
    canLog: draw === groupsFigure && result.groups.some(({ value }) => value > 0),
    suggestsLog: draw === groupsFigure && spansDecades(settled),
    logNote: result.groups.some(reachesZero) ? 'intervals that reach 0 have no lower end on this axis' : '',
    table: () => chartTable(settled), notes: result.notes ?? [], empty: result.groups.length === 0,
  };
}

/** Losses of well and badly learned samples lie decades apart: a linear axis would show the worst alone. */
function spansDecades({ query, groups }) {
  const values = groups.map(({ value }) => value).filter((value) => value > 0);
  return /loss/.test(query.y?.column ?? '') && Math.max(...values) > 300 * Math.min(...values);
}

async function scatterAnswer(app, query, filter, ask, options) {
  const { x: { column: xName }, y: { column: yName } = {}, split: splitName } = query;
  if (!yName) throw Object.assign(new Error('a scatter chart needs a column for y'), {
    remedy: 'Edit the chart and choose one',
  });
  const [x, y, split, selected, correlation] = await Promise.all([
    app.data.column(xName), app.data.column(yName), splitName ? app.data.column(splitName) : null,
    filter ? app.api.arrays(ask('select'), options) : null,
    app.api.get(ask('correlation', { x: xName, y: yName }), options).catch(() => null),
  ]);
  const rows = selected?.rows ?? Uint32Array.from({ length: app.data.count }, (_, row) => row);
  const made = scatterFigure(app, query, { x, y, split }, rows, correlation);
  return {
    figure: () => scatterFigure(
      app, query, { x, y, split }, rows, correlation,
    ), notes: made.notes, empty: made.rows.length === 0,
    table: () => ({
      header: ['sample', xName, yName],
      rows: made.rows.map((row) => [app.data.sample(row), x.values[row], y.values[row]]),
    }),
  };
}

/** The samples that the map shows, as filter text: subsets and filter of the view state. */
export function scopeOf(app) {
  const { subsets, filter } = app.view.get();
  return all(bracketed(filter), subsets?.length ? `subset in [${subsets.map(literal).join(', ')}]` : '');
}
