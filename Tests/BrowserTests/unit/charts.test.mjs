import assert from 'node:assert/strict';
import test from 'node:test';
import { draftOf, fieldsOf } from '../../../Sources/Dashboard/Web/charts/chart-draft.js';
import { withFilters } from '../../../Sources/Dashboard/Web/charts/filter-text.js';
import { xOrder, yAxis } from '../../../Sources/Dashboard/Web/charts/groups-axes.js';
import { choose } from '../../../Sources/Dashboard/Web/charts/scatter.js';
import { chartTable, fileName, measure } from '../../../Sources/Dashboard/Web/charts/table.js';
import { escape, wilson } from '../../../Sources/Dashboard/Web/charts/words.js';

test('the table has the columns of the query', () => {
  const query = { x: { column: 'loss' }, y: { column: 'accuracy', aggregate: 'mean' }, facet: 'label' };
  const groups = [
    { facet: 1, lower: 0, upper: 0.5, n: 3, value: 0.25, interval: { lower: 0.1, upper: 0.4 } },
    { facet: 1, lower: 0.5, upper: 1, n: 1, value: null },
  ];
  const { header, rows, filters } = chartTable({ query, groups: withFilters({ query, groups, left_out: {} }, 'run-0001') });
  assert.deepEqual(header, ['label', 'loss from', 'loss to', 'n', 'mean of accuracy', 'lower', 'upper']);
  assert.deepEqual(rows, [[1, 0, 0.5, 3, 0.25, 0.1, 0.4], [1, 0.5, 1, 1, null, undefined, undefined]]);
  assert.deepEqual(filters, ['label == 1 && loss >= 0 && loss < 0.5', 'label == 1 && loss >= 0.5 && loss <= 1']);
  assert.deepEqual(chartTable({ query, groups }).filters, [null, null]);
});

test('what is measured, in words', () => {
  assert.equal(measure({}), 'count');
  assert.equal(measure({ y: { column: 'loss' } }), 'mean of loss');
  assert.equal(measure({ y: { column: 'loss', aggregate: 'quantile', quantile: 0.9 } }), '0.9 quantile of loss');
  assert.equal(measure({ y: { column: 'loss', aggregate: 'count' } }), 'count with loss');
});

test('file names are plain', () => {
  assert.equal(fileName('Mean loss, by "digit"/4', 'csv'), 'mean-loss-by-digit-4.csv');
  assert.equal(fileName('…', 'png'), 'chart.png');
});

test('a form becomes a query without what its kind does not use', () => {
  const fields = {
    title: ' T ', kind: 'bars', of: 'samples', x: 'loss', groups: 'bins', size: '12', y: 'correct', aggregate: 'quantile',
    quantile: '0.9', split: 'subset', facet: '', filter: ' loss > 1 ', runs: ['run-0001'],
  };
  assert.deepEqual(draftOf(fields), {
    title: 'T', of: 'samples', kind: 'bars',
    query: {
      x: { column: 'loss', bins: 12 }, y: { column: 'correct', aggregate: 'quantile', quantile: 0.9 }, split: 'subset',
      filter: 'loss > 1', runs: ['run-0001'],
    },
  });
  assert.deepEqual(draftOf({ ...fields, kind: 'confusion-matrix', of: 'epochs' }), {
    title: 'T', of: 'samples', kind: 'confusion-matrix', query: { filter: 'loss > 1' },
  });
  assert.deepEqual(draftOf({ ...fields, y: '' }).query.y, { aggregate: 'count' });
  assert.deepEqual(draftOf({ ...fields, groups: 'width', size: '0.5' }).query.x, { column: 'loss', width: 0.5 });
  assert.deepEqual(draftOf({ ...fields, groups: 'distinct' }).query.x, { column: 'loss', distinct: true });
  assert.deepEqual(draftOf({ ...fields, kind: 'histogram' }).query.y, { aggregate: 'count' });
  assert.ok(!fieldsOf('scatter', 'samples').includes('aggregate'));
});

test('values of x are in order though a series lacks some', () => {
  const groups = [0, 2, 4, 1, 3].map((x) => ({ x }));
  assert.deepEqual(xOrder({ x: { column: 'label' } }, groups), [0, 1, 2, 3, 4]);
  assert.deepEqual(xOrder({ x: { column: 'label', order: 'count' } }, groups), [0, 2, 4, 1, 3]);
  assert.deepEqual(xOrder({ x: { column: 'label' } }, [{ x: 10 }, { x: 9 }]), [9, 10]);
});

test('intervals of a few samples do not stretch the axis', () => {
  const sure = { n: 50, value: 1, interval: { lower: 0.5, upper: 2 } };
  const unsure = { n: 2, value: 1.5, interval: { lower: -90, upper: 90 } };
  const { range } = yAxis([sure, unsure], false);
  assert.equal(range[0], 0);
  assert.ok(range[1] > 2 && range[1] < 3);
  assert.ok(yAxis([{ n: 9, value: -1 }, { n: 9, value: 1 }], false).range[0] < -1);
  const log = yAxis([{ n: 9, value: 0.001 }, { n: 9, value: 0 }, { n: 9, value: 10 }], true);
  assert.equal(log.type, 'log');
  assert.ok(log.range[0] < -3 && log.range[1] > 1);
});

test('dots are chosen evenly and the same way each time', () => {
  const rows = Array.from({ length: 70_000 }, (_, row) => row);
  const chosen = choose(rows, 4000);
  assert.ok(chosen.length > 3500 && chosen.length < 4500, String(chosen.length));
  assert.deepEqual(chosen, choose(rows, 4000));
  const firstHalf = chosen.filter((row) => row < 35_000).length;
  assert.ok(Math.abs(firstHalf / chosen.length - 0.5) < 0.05);
  assert.deepEqual(choose([3, 1], 4000), [3, 1]);
});

test("Wilson's interval, against values of the paper's formula", () => {
  // 8 of 10: 0.4902 to 0.9433 (Newcombe 1998, method 3).
  const { lower, upper } = wilson(8, 10);
  assert.ok(Math.abs(lower - 0.4902) < 5e-5 && Math.abs(upper - 0.9433) < 5e-5);
  assert.equal(wilson(0, 5).lower, 0);
  assert.equal(wilson(5, 5).upper, 1);
  assert.equal(wilson(0, 0), null);
});

test('markup in names is not read as such', () => {
  assert.equal(escape('<b>&</b>'), '&lt;b&gt;&amp;&lt;/b&gt;');
});
