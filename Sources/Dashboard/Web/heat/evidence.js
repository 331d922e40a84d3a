/** How far a heat map can be believed: curves and figures beside it, each with a sentence of what it means. */

import { h } from '../core/dom.js';
import { number } from '../core/format.js';
import { svg } from '../widgets/svg.js';

const [WIDTH, HEIGHT] = [132, 56];

/** The figures in words. `good` says which way is better. */
const FIGURES = {
  deletion: ['deletion', 'Area under the probability while the pixels that count most are taken away: low is better.'],
  insertion: ['insertion', 'Area under the probability while the pixels that count most come in: high is better.'],
  completeness_gap: ['gap', 'How far the map\'s sum misses the change of the score that it explains: 0 is exact.'],
  infidelity: ['infidelity', 'Error when the map predicts what a change of the image does: low is better.'],
  sensitivity: ['sensitivity', 'How much the map changes when the image hardly does: low is better.'],
};

/**
 * @param {object} header of the heat maps' answer: `figures[name][target]`, `curves[name][target]` with names such as
 *   `deletion_curve`
 * @param {number} target index of the map
 * @returns {HTMLElement}
 */
export function evidenceOf({ figures = {}, curves = {} }, target) {
  const curve = (name) => (curves[`${name}_curve`] ?? curves[name])?.[target];
  const drawn = ['deletion', 'insertion'].filter((name) => curve(name)?.length > 1);
  const rows = Object.keys(FIGURES).filter((name) => Number.isFinite(figures[name]?.[target]));
  if (!drawn.length && !rows.length) return h('p', { class: 'mute small' }, 'No evidence for this method.');
  return h(
    'div',
    { class: 'evidence' },
    drawn.length ? plot(drawn.map((name) => [name, curve(name)])) : null,
    h(
      'dl',
      { class: 'evidence-figures' },
      rows.map(
        (name) => h(
          'div',
          { class: `evidence-${name}`, title: FIGURES[name][1] },
          h('dt', {}, FIGURES[name][0]),
          h('dd', { title: number(figures[name][target], 6) }, number(figures[name][target], 2)),
        ),
      ),
    ),
  );
}

/** Curves over the share of pixels, 0 to 1, with the area below each filled. */
function plot(series) {
  const most = Math.max(1, ...series.flatMap(([, values]) => values));
  const least = Math.min(0, ...series.flatMap(([, values]) => values));
  const place = (values) => values.map((value, i) =>
    [(i / (values.length - 1)) * WIDTH, HEIGHT - ((value - least) / (most - least)) * HEIGHT]);
  const path = (points) => points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const words = series.map(
    ([name, values]) => `${name} from ${number(values[0], 2)} to ${number(values.at(-1), 2)}`,
  ).join(', ');
  const frame = {
    class: 'evidence-plot',
    viewBox: `-1 -2 ${WIDTH + 2} ${HEIGHT + 4}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': `Probability by share of pixels: ${words}`,
  };
  return svg('svg', frame,
    svg('line', { class: 'axis', x1: 0, y1: HEIGHT, x2: WIDTH, y2: HEIGHT }),
    series.map(([name, values]) => {
      const points = place(values);
      return svg('g', { class: `curve curve-${name}` },
        svg('path', { class: 'area', d: `${path(points)}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z` }),
        svg('path', { class: 'line', d: path(points) }));
    }));
}

/**
 * The figure of the randomization check, which belongs to the method and not to one map.
 * @param {number|null} correlation rank correlation with maps of a model that was not trained
 */
export function randomizationSentence(correlation) {
  if (!Number.isFinite(correlation)) return 'The randomization check could not be made: this model cannot be made anew.';
  const size = Math.abs(correlation);
  const meaning = size < 0.3
    ? 'they depend on what the model learned'
    : size < 0.6
      ? 'part of them comes from the image alone'
      : 'they show the image more than the model, so do not trust them';
  return `Maps of an untrained model have rank correlation ${number(correlation, 2)} with these: ${meaning}.`;
}

/** What the plots beside the maps mean. */
export const legend = () => h('p', { class: 'evidence-legend mute small' },
  h(
    'span', { class: 'key key-deletion' }, 'deletion',
  ), ' probability as the pixels that count most go (a low area is better), ',
  h('span', { class: 'key key-insertion' }, 'insertion'), ' as they come (a high area is better).');
