/** The axes of bars and lines, and the intervals on them. */

import { faded, tokens } from './theme.js';

/** A bar of fewer samples is drawn faint, and its interval does not stretch the axis. */
export const FEW = 5;

/**
 * Distinct values of x in the order that the query asks for. Series may lack some, so their own orders are not enough.
 */
export function xOrder(query, groups) {
  const values = [...new Set(groups.map((group) => group.x))];
  if (query.x.order && query.x.order !== 'value') return values;
  return values.sort(
    (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1),
  );
}

/** The y axis: from 0, and wide enough for all figures and for the intervals that rest on enough samples. */
export function yAxis(groups, log) {
  const values = groups.map((group) => group.value).filter(Number.isFinite);
  const sure = groups.filter((group) => group.interval && group.n >= FEW);
  const highest = Math.max(...values, ...sure.map((group) => group.interval.upper));
  const lowest = Math.min(...values, ...sure.map((group) => group.interval.lower));
  if (!Number.isFinite(highest)) return {};
  if (log) {
    const positive = groups.filter((group) => group.value > 0);
    const many = positive.filter((group) => group.n >= FEW);
    const least = Math.min(...(many.length ? many : positive).map((group) => group.value));
    if (!Number.isFinite(least)) return {};
    const range = [Math.log10(least) - 0.3, Math.log10(highest) + 0.1];
    const words = range[0] < -4 ? { exponentformat: 'power' } : { tickformat: '~g' };
    return { type: 'log', range, dtick: Math.max(1, Math.ceil((range[1] - range[0]) / 5)), ...words };
  }
  // A mean of values that are never below 0 has an interval that may be; it says nothing there.
  const bottom = Math.min(...values) >= 0 ? 0 : lowest;
  const pad = 0.06 * (highest - bottom || 1);
  return { range: [bottom < 0 ? bottom - pad : 0, Math.max(highest, 0) + pad] };
}

/** Whether an interval has no place for its lower end on a logarithmic axis. */
export const reachesZero = ({ interval }) => Boolean(interval) && interval.lower <= 0;

/** Intervals of groups as Plotly draws them; undefined where there are none. */
export function errorBars(groups, log) {
  if (!groups.some((group) => group.interval)) return undefined;
  const below = (group) => (group.interval && !(log && reachesZero(group)) ? group.value - group.interval.lower : 0);
  return {
    type: 'data', symmetric: false, thickness: 1, width: groups.length > 30 ? 0 : 2, color: faded(tokens().mute, 0.7),
    array: groups.map((group) => (group.interval ? group.interval.upper - group.value : 0)),
    arrayminus: groups.map(below),
  };
}
