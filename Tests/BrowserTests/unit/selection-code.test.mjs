import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeRows, encodeRows } from '../../../Sources/Dashboard/Web/core/selection-code.js';
import { randomNumbers } from './random.mjs';

test('rows come back, whatever their density', () => {
  const random = randomNumbers(7);
  for (const count of [1, 2, 5, 64, 1000, 70_000]) {
    for (const share of [0.0005, 0.01, 0.2, 0.5, 0.9, 1]) {
      const rows = Uint32Array.from({ length: count }, (_, row) => row).filter(() => random() < share);
      if (rows.length) assert.deepEqual(decodeRows(encodeRows(rows), count), rows, `${rows.length} of ${count}`);
    }
  }
});

test('single rows come back', () => {
  for (let row = 0; row < 300; row++) assert.deepEqual(decodeRows(encodeRows(Uint32Array.of(row)), 300), Uint32Array.of(row));
  assert.deepEqual(decodeRows(encodeRows(Uint32Array.of(4_000_000_000)), 2 ** 32), Uint32Array.of(4_000_000_000));
});

test('half of 70,000 rows fit into an address', () => {
  const random = randomNumbers(3);
  const rows = Uint32Array.from({ length: 70_000 }, (_, row) => row).filter(() => random() < 0.5);
  assert.ok(encodeRows(rows).length < 18_000, String(encodeRows(rows).length));
});

test('text that is no selection is refused, never followed out of bounds', () => {
  const random = randomNumbers(11);
  for (const text of ['', '!', '/', 'A', '_', 'ABC"', 'é']) assert.ok(decodeRows(text, 10) === null || decodeRows(text, 10).every((row) => row < 10));
  for (let turn = 0; turn < 5000; turn++) {
    const text = Array.from({ length: 1 + random() * 20 }, () => String.fromCharCode(33 + random() * 94)).join('');
    const rows = decodeRows(text, 1000);
    if (rows) for (let i = 0; i < rows.length; i++) assert.ok(rows[i] < 1000 && (i === 0 || rows[i] > rows[i - 1]));
  }
});
