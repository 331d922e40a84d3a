import { h } from '../../core/dom.js';
import { number, percent } from '../../core/format.js';

/** The image of a sample, as large as fits. @param {object} sample as the API gives it */
export function picture(app, { sample, label_name: truth }) {
  const side = Math.max(1, Math.floor(224 / Math.max(app.images.width, app.images.height)));
  return h('img.picture', {
    src: app.images.address(sample, 1),
    width: app.images.width * side,
    height: app.images.height * side,
    alt: `Image of ${sample}${truth ? `, truth ${truth}` : ''}`,
  });
}

/** Truth, prediction, its probability, and the loss. */
export function facts(app, { label, label_name: truth, prediction, prediction_name: said, correct, loss, probabilities }) {
  const dot = (code) => h('i.swatch', { style: { background: app.colors.ofClass(code) } });
  const row = (name, ...value) => [h('dt', name), h('dd', value)];
  return h(
    'dl.sample-facts',
    row('Truth', label === null || label === undefined ? h('span.mute', 'no label') : [dot(label), truth]),
    row('Prediction', dot(prediction), said, verdict(correct)),
    probabilities && row('Probability', percent(probabilities[prediction])),
    row('Loss', h('span.numbers', number(loss, 4))),
  );
}

function verdict(correct) {
  if (correct === null || correct === undefined) return null;
  return h('span.verdict', { class: correct ? 'good' : 'bad' }, correct ? '✓ right' : '✗ wrong');
}

/** All values, by the component that they come from. */
export function values({ columns }) {
  const groups = Map.groupBy(columns, ({ source }) => source);
  return [...groups].map(([source, list]) =>
    h(
      'details.values',
      { open: true },
      h('summary', source, h('span.mute', ` ${list.length}`)),
      h('table', h('tbody', list.map(({ name, value, summary, kind }) =>
        h('tr', h('th', { scope: 'row', title: summary }, name), h('td.numbers', { title: String(value) }, valueText(value, kind)))))),
    ),
  );
}

/** A value with the digits that matter: 7.71, 0.0338, 1.2e-7. */
function valueText(value, kind) {
  if (value === null || value === undefined) return h('span.mute', '–');
  if (kind === 'bool') return value ? 'true' : 'false';
  if (kind === 'int64' && Math.abs(value) < 1e15) return String(value).replace('-', '−');
  return number(value);
}
