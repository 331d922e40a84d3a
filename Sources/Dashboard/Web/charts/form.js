/** The form of a chart: its kind, columns and groups. Fields that a kind does not use are hidden. */

import { h } from '../core/dom.js';
import { choice } from '../widgets/controls.js';
import { draftOf, fieldsOf, isWhole } from './chart-draft.js';
import { filterText } from './filter-text.js';

const KINDS = [
  { value: 'bars', text: 'Bars' },
  { value: 'line', text: 'Line' },
  { value: 'scatter', text: 'Scatter' },
  { value: 'histogram', text: 'Histogram' },
  { value: 'heatmap', text: 'Heat map' },
  { value: 'confusion-matrix', text: 'Confusion matrix' },
  { value: 'roc', text: 'ROC' },
  { value: 'precision-recall', text: 'Precision-recall' },
  { value: 'calibration', text: 'Calibration' },
];
const AGGREGATES = ['mean', 'median', 'min', 'max', 'std', 'quantile', 'count'];
const GROUPS = [
  { value: '', text: 'as the column is' },
  { value: 'bins', text: 'number of bins' },
  { value: 'width', text: 'width of a bin' },
  { value: 'distinct', text: 'distinct values' },
];
const COLUMNS_OF = {
  batches: ['step', 'epoch', 'loss', 'accuracy', 'learning_rate', 'seconds'],
  epochs: ['epoch', 'training_loss', 'training_accuracy', 'validation_loss', 'validation_accuracy', 'seconds'],
};

/**
 * @param {object|null} chart what the form begins with
 * @param {() => void} changed
 * @returns {{element: HTMLElement, value: () => object, focus: () => void}}
 */
export function chartForm(app, chart, changed) {
  const query = chart?.query ?? {};
  const update = () => {
    const used = new Set(fieldsOf(kind.value, of.value));
    for (const [name, element] of Object.entries(rooms)) element.hidden = !used.has(name);
    of.element.hidden = isWhole(kind.value);
    size.hidden = !['bins', 'width'].includes(groups.value);
    quantile.hidden = aggregate.value !== 'quantile';
    changed();
  };
  const columns = () => (COLUMNS_OF[of.value] ?? app.run.columns.map(({ name }) => name));
  const withNone = (text) => [{ value: '', text }, ...columns()];
  const refill = () => {
    x.fill(columns());
    y.fill(withNone('(count alone)'));
    split.fill(withNone('(none)'));
    facet.fill(withNone('(none)'));
    update();
  };
  const title = h('input', {
    type: 'text',
    aria: { label: 'Title' },
    value: chart?.title ?? '',
    placeholder: 'Mean loss by brightness',
    oninput: changed,
    maxLength: 200,
  });
  const kind = choice('Kind', KINDS, chart?.kind ?? 'bars', update);
  const of = choice(
    'Of',
    [
      { value: 'samples', text: 'samples' },
      { value: 'batches', text: 'batches of the training' },
      { value: 'epochs', text: 'epochs' },
    ],
    chart?.of ?? 'samples',
    refill,
  );
  const x = choice('x', columns(), query.x?.column ?? 'label', update);
  const groups = choice(
    'Groups of x', GROUPS, ['bins', 'width', 'distinct'].find((name) => query.x?.[name]) ?? '', update,
  );
  const size = h('input', {
    type: 'number',
    min: 0,
    step: 'any',
    value: query.x?.bins ?? query.x?.width ?? 20,
    aria: { label: 'Number or width of the bins' },
    oninput: changed,
  });
  const y = choice('y', withNone('(count alone)'), query.y ? query.y.column ?? '' : 'loss', update);
  const aggregate = choice('Aggregate', AGGREGATES, query.y?.aggregate ?? 'mean', update);
  const quantile = h('input', {
    type: 'number',
    min: 0,
    max: 1,
    step: 0.05,
    value: query.y?.quantile ?? 0.9,
    aria: { label: 'Quantile, 0 to 1' },
    oninput: changed,
  });
  const split = choice('Split, side by side', withNone('(none)'), query.split ?? '', update);
  const facet = choice('A chart for each', withNone('(none)'), query.facet ?? '', update);
  const filter = h('input', {
    type: 'text',
    aria: { label: 'Filter' },
    spellcheck: false,
    value: filterText(query.filter),
    placeholder: 'subset == "validation" && correct',
    oninput: changed,
  });
  const runs = (app.project?.runs ?? []).map(
    ({ name }) => h('input', {
      type: 'checkbox', value: name, checked: query.runs?.includes(name) ?? false, onchange: changed,
    }),
  );

  const field = (name, input) => h('label.field', h('span.field-name', name), input);
  const rooms = {
    x: x.element, groups: h('div.row', groups.element, size), y: y.element, aggregate: h(
      'div.row', aggregate.element, quantile,
    ),
    split: split.element, facet: facet.element, filter: h('label.field.whole', h('span.field-name', 'Filter'), filter),
    runs: h(
      'fieldset.field',
      h('legend.field-name', 'Runs to compare'),
      runs.map((box) => h('label.check', box, h('span', box.value))),
    ),
  };
  const element = h(
    'form.chart-form',
    { onsubmit: (event) => event.preventDefault() },
    field('Title', title),
    kind.element,
    of.element,
    Object.values(rooms),
  );
  // Without telling the owner, who asks for the value when it is ready.
  const initial = changed;
  changed = () => {};
  update();
  changed = initial;
  const value = () => draftOf({
    ...Object.fromEntries(
      Object.entries({ title, kind, of, x, groups, size, y, aggregate, quantile, split, facet, filter })
        .map(([name, control]) => [name, control.value]),
    ),
    runs: runs.filter((box) => box.checked).map((box) => box.value),
  });
  return { element, value, focus: () => title.focus() };
}
