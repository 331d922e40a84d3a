import assert from 'node:assert/strict';
import test from 'node:test';
import { colorScale, missing, range, sizeScale } from '../../../Sources/Dashboard/Web/map/scale.js';
import { worst } from '../../../Sources/Dashboard/Web/panels/sample/sample-worst.js';
import { sortedRows } from '../../../Sources/Dashboard/Web/panels/table/table-sort.js';
import { count, csv, number, percent } from '../../../Sources/Dashboard/Web/core/format.js';

const columns = [
  { name: 'loss', kind: 'float64', values: Float64Array.of(3, NaN, 1, 3), strings: null },
  { name: 'side', kind: 'string', values: Uint32Array.of(1, 0, 4294967295, 1), strings: ['b', 'a'] },
];
const rows = Uint32Array.of(0, 1, 2, 3);

test('rows are sorted by value, ties by row, without a value last', () => {
  assert.deepEqual([...sortedRows(rows, columns, 'loss')], [2, 0, 3, 1]);
  assert.deepEqual([...sortedRows(rows, columns, '-loss')], [0, 3, 2, 1]);
  assert.deepEqual([...sortedRows(rows, columns, 'side')], [0, 3, 1, 2]);
  assert.deepEqual([...sortedRows(rows, columns, '-sample')], [3, 2, 1, 0]);
  assert.deepEqual([...sortedRows(rows, columns, 'unknown')], [0, 1, 2, 3]);
});

test('the worst rows, greatest first', () => {
  const values = Float64Array.of(1, 5, NaN, 3, 5, 2);
  assert.deepEqual(worst(values, Uint8Array.of(1, 1, 1, 1, 1, 1), 3), [1, 4, 3]);
  assert.deepEqual(worst(values, Uint8Array.of(1, 0, 1, 1, 0, 1), 9), [3, 5, 0]);
});

test('classes keep their code, other values get theirs', () => {
  const label = { name: 'label', kind: 'int64', values: Float64Array.of(2, 0, NaN) };
  const scale = colorScale(label, { min: 0, max: 2 }, ['zero', 'one', 'two']);
  assert.deepEqual([...scale.codes], [2, 0, missing]);
  assert.equal(scale.list[2].label, 'two');
  const strings = colorScale(columns[1], {}, []);
  assert.deepEqual([...strings.codes], [1, 0, missing, 1]);
});

test('loss has a logarithmic ramp, missing values no color', () => {
  const { codes, log } = colorScale(columns[0], {}, []);
  assert.ok(log);
  assert.equal(codes[1], missing);
  assert.equal(codes[2], Math.round((254 * Math.log(1000)) / Math.log(10_000)));
});

test('a constant column still has a range', () => {
  assert.deepEqual(range(Float64Array.of(2, 2, 2)), { low: 2, high: 3, log: false });
  assert.deepEqual(range(Float64Array.of(NaN)), { low: 0, high: 1, log: false });
  assert.deepEqual([...sizeScale({ name: 'loss', kind: 'float64', values: Float64Array.of(0, 8, NaN, 100) }).bytes], [0, 255, 0, 255]);
});

test('numbers as people read them', () => {
  assert.deepEqual([7.711358, 6.830176, 0.0338, 1.23e-7, 70000, -3, NaN, null].map((value) => number(value)), [
    '7.71', '6.83', '0.0338', '1.2e-7', '70,000', '−3', '–', '–',
  ]);
  assert.equal(count(1234567), '1,234,567');
  assert.deepEqual([0, 1, 0.9996, 0.0004, 0.0006, 0.5].map((share) => percent(share)), ['0.0 %', '100.0 %', '> 99.9 %', '< 0.1 %', '0.1 %', '50.0 %']);
  assert.equal(csv([['a', 'b'], ['x,y', 'say "no"'], [null, NaN]]), 'a,b\r\n"x,y","say ""no"""\r\n,\r\n');
});
