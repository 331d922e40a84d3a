/** What the model says of an image that was drawn on. */

import { h } from '../../core/dom.js';
import { number, percent } from '../../core/format.js';

/**
 * Prediction, loss, and how much was drawn.
 *
 * @param {object} answer of POST probe
 * @param {object} sample as the API gives it: what was said before
 * @param {PixelEditor} editor
 * @returns {HTMLElement[]}
 */
export function verdictOf(app, { prediction, probabilities, loss }, sample, editor) {
  const names = app.run.classes;
  const flipped = prediction !== sample.prediction;
  const known = Number.isFinite(loss) && Number.isFinite(sample.loss);
  return [
    h(
      'div.probe-answer',
      h('span.mute', 'read as '),
      h('i.swatch', { style: { background: app.colors.ofClass(prediction) } }),
      h('strong', names[prediction]),
      h('span.number', percent(probabilities[prediction])),
      flipped && h('span.tag.tag-bad', `was ${names[sample.prediction]}`),
    ),
    h(
      'dl.facts',
      fact('loss', number(loss), known ? change(loss, sample.loss) : ''),
      fact('changed', `${editor.changed} px`, `of ${editor.width * editor.height}`),
    ),
  ];
}

/** The samples that are nearest to it, a click opens one. @returns {HTMLElement[]} */
export function nearestOf(app, neighbors) {
  const thumb = ({ sample, row, label }) => h(
    'button.thumb-button',
    {
      type: 'button',
      title: `${sample}, ${app.run.classes[label] ?? 'no label'}`,
      aria: { label: `Open ${sample}` },
      onclick: () => app.openSample(sample),
    },
    app.images.thumb(row),
  );
  return [h('h3', 'Nearest now'), h('div.thumbs', neighbors.map(thumb))];
}

const fact = (name, value, note) => h('div', h('dt', name), h('dd', value, ' ', h('span.mute.small', note)));

/** A difference with its sign, in words. */
function change(now, before) {
  const value = now - before;
  return Math.abs(value) < 1e-6 ? 'as before' : `${value > 0 ? '+' : ''}${number(value)} from ${number(before)}`;
}
