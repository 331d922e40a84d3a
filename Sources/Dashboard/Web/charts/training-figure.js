/** Loss or accuracy of a training: every batch faint, the smoothed curve above, validation after each epoch as dots. */

import { number } from '../core/format.js';
import { smooth, thin } from './smoothing.js';
import { axis, faded, layout, tokens } from './theme.js';

/** Points of one curve; more cannot be told apart on a screen. */
const MOST_POINTS = 2400;
const X_TITLE = { step: 'batch', epoch: 'epoch', seconds: 'seconds of training' };

/**
 * @param {import('./batches.js').Batches} batches
 * @param {'loss'|'accuracy'} name
 * @param {{half: number, by: 'step'|'epoch'|'seconds', log: boolean, suffix?: string, color?: string}} look
 *   half: neighbors on each side of the smoothed curve; suffix: of the names, for runs that are compared
 * @returns {{data: object[], layout: object}} for Plotly
 */
export function trainingFigure(app, batches, name, look) {
  const { accent } = tokens();
  const validation = app.colors.ofClass(7);
  const data = [...batchTraces(batches, name, look, accent, true), epochTrace(batches, name, look, validation)];
  return { data, layout: trainingLayout(name, look, name === 'accuracy' ? accuracyRange([batches]) : undefined) };
}

/** Raw and smoothed curve of the batches. */
export function batchTraces(batches, name, { half, by, suffix = '' }, color, raw) {
  const values = batches.column(name);
  const places = batches.place(by);
  const smoothed = smooth(values, half);
  const trace = (source, more) => {
    const kept = thin(source, MOST_POINTS);
    return {
      type: 'scatter',
      mode: 'lines',
      x: Array.from(kept, (i) => places[i]),
      y: Array.from(kept, (i) => finite(source[i])),
      ...more,
    };
  };
  const text = (kept) => Array.from(
    kept,
    (i) => [
      `batch ${batches.column('step')[i]}, epoch ${batches.column('epoch')[i]}`,
      `${name} <b>${number(smoothed[i], 4)}</b> smoothed, ${number(values[i], 4)} raw`,
    ].join('<br>'),
  );
  const line = trace(smoothed, {
    name: `training${suffix}`,
    line: { color, width: 2 },
    hoverinfo: 'text',
    hovertext: text(thin(smoothed, MOST_POINTS)),
  });
  return raw && half ? [
    trace(values, {
      name: `each batch${suffix}`, line: { color: faded(color, name === 'loss' ? 0.16 : 0.08), width: 1 }, hoverinfo: 'skip', showlegend: false,
    }),
    line,
  ] : [line];
}

/** Validation after each epoch. */
export function epochTrace(batches, name, { by, suffix = '' }, color, symbol = 'diamond') {
  const key = `validation_${name}`;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: `validation${suffix}`,
    x: batches.epochEnds(by),
    y: batches.epochs.map((epoch) => epoch[key]),
    line: { color, width: 1.4, dash: 'dot' }, marker: { color, size: 8, symbol }, hoverinfo: 'text',
    hovertext: batches.epochs.map(
      (epoch) => [
        `after epoch ${epoch.epoch}`,
        `validation ${name} <b>${number(epoch[key], 4)}</b>`,
        `training ${name} ${number(epoch[`training_${name}`], 4)}`,
      ].join('<br>'),
    ),
  };
}

/** From what all but the first batches reach to 100 %: the start would press the rest against the top. */
export function accuracyRange(runs) {
  const values = runs.flatMap(
    (batches) => [...batches.column('accuracy')],
  ).filter(Number.isFinite).sort((a, b) => a - b);
  if (!values.length) return undefined;
  const low = values[Math.floor(values.length * 0.03)];
  return [Math.max(0, low - (1 - low) * 0.15), 1 + (1 - low) * 0.06];
}

/** @param {number[]} [range] of the vertical axis; all values by default. A zoom is kept until the axes change. */
export function trainingLayout(name, { by, log }, range) {
  const scale = name === 'loss'
    ? { type: log ? 'log' : 'linear', ...(log ? { dtick: 1, tickformat: '~g' } : { rangemode: 'tozero' }) }
    : { tickformat: '.0%', ...(range ? { range } : {}) };
  return layout({
    height: 280, showlegend: true, xaxis: axis(X_TITLE[by]), yaxis: axis(
      name === 'loss' ? 'loss (nats)' : 'accuracy', scale,
    ),
    margin: { l: 58, r: 12, t: 30, b: 40 }, uirevision: `${name} ${by} ${log}`,
  });
}

const finite = (value) => (Number.isFinite(value) ? value : null);
