import assert from 'node:assert/strict';
import test from 'node:test';
import {
  all,
  bracketed,
  filterOfCell,
  filterOfGroup,
  filterText,
  literal,
  withFilters,
  word,
} from '../../../Sources/Dashboard/Web/charts/filter-text.js';

test('names are quoted where they are no plain words', () => {
  assert.equal(word('loss'), 'loss');
  assert.equal(word('digits.label'), 'digits.label');
  assert.equal(word('größe'), 'größe');
  assert.equal(word('two words'), '`two words`');
  assert.equal(word('1st'), '`1st`');
  assert.equal(word('a`b'), '`a``b`');
  for (const keyword of ['and', 'in', 'missing', 'selection', 'true']) assert.equal(word(keyword), `\`${keyword}\``);
});

test('literals keep their value', () => {
  assert.equal(literal(0.1 + 0.2), '0.30000000000000004');
  assert.equal(literal(-1.5e-7), '-1.5e-7');
  assert.equal(literal(true), 'true');
  assert.equal(literal('a "b" \\ c'), '"a \\"b\\" \\\\ c"');
});

test('alternatives are bracketed before they are joined', () => {
  assert.equal(all(bracketed('a || b'), '', null, 'c'), '(a || b) && c');
  assert.equal(bracketed('  '), '');
  assert.equal(bracketed(undefined), '');
});

test('JSON filters become text', () => {
  assert.equal(filterText(null), '');
  assert.equal(filterText(' label == 4 '), 'label == 4');
  assert.equal(filterText({ holds: 'correct' }), 'correct');
  assert.equal(filterText({ missing: 'a b' }), 'missing(`a b`)');
  assert.equal(filterText({ selection: 'closed fours' }), 'selection("closed fours")');
  assert.equal(filterText({ column: 'loss', is: '>', value: 1 }), 'loss > 1');
  assert.equal(filterText({ column: 'label', is: '!=', other: 'prediction' }), 'label != prediction');
  assert.equal(filterText({ column: 'loss', between: [1, 2] }), 'loss between 1 and 2');
  assert.equal(filterText({ column: 'subset', in: ['test', 'training'] }), 'subset in ["test", "training"]');
  assert.equal(
    filterText({ all: [{ holds: 'a' }, { any: [{ holds: 'b' }, { not: { holds: 'c' } }] }] }),
    '(a) && ((b) || (!(c)))',
  );
});

test('a bar of distinct values says facet, split and x', () => {
  const query = { x: { column: 'label' }, y: { column: 'loss' }, split: 'even_odd', facet: 'subset', filter: 'a || b' };
  const group = { x: 4, split: 'even', facet: 'test' };
  assert.equal(filterOfGroup(query, group), '(a || b) && subset == "test" && even_odd == "even" && label == 4');
});

test('a bin holds its lower edge, and the last one its upper edge, too', () => {
  const query = { x: { column: 'loss', bins: 2 } };
  assert.equal(filterOfGroup(query, { lower: 0, upper: 1 }, { top: 2 }), 'loss >= 0 && loss < 1');
  assert.equal(filterOfGroup(query, { lower: 1, upper: 2 }, { top: 2 }), 'loss >= 1 && loss <= 2');
});

test('rows that a chart leaves out for want of y are left out here', () => {
  const query = { x: { column: 'label' }, y: { column: 'loss' } };
  assert.equal(filterOfGroup(query, { x: 1 }, { leftOut: { y: 3 } }), 'label == 1 && !missing(loss)');
  assert.equal(filterOfGroup(query, { x: 1 }, { leftOut: { y: 0 } }), 'label == 1');
});

test('a cell of a confusion matrix', () => {
  assert.equal(filterOfCell(4, 9, ''), 'label == 4 && prediction == 9');
  assert.equal(filterOfCell(4, 9, { holds: 'x' }), '(x) && label == 4 && prediction == 9');
});

test('only samples of the open run can be selected', () => {
  const query = { x: { column: 'label' }, runs: ['run-0001', 'run-0002'] };
  const groups = [{ run: 'run-0001', x: 1 }, { run: 'run-0002', x: 1 }];
  const filters = (run) => withFilters({ query, groups, left_out: {} }, run).map(({ filter }) => filter);
  assert.deepEqual(filters('run-0001'), ['label == 1', null]);
  assert.deepEqual(filters(null), [null, null]);
});
