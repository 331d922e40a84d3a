import assert from 'node:assert/strict';
import test from 'node:test';
import { DrawOrder } from '../../../Sources/Dashboard/Web/map/order.js';
import { randomNumbers } from './random.mjs';

test('each shown dot is drawn once, large ones last and rising', () => {
  for (const n of [1, 2, 3, 10, 997, 4096]) {
    const random = randomNumbers(n);
    const sizes = Uint8Array.from({ length: n }, () => random() ** 4 * 255);
    const flags = Uint8Array.from({ length: n }, () => (random() < 0.1 ? 3 : 1));
    const mask = Uint8Array.from({ length: n }, () => (random() < 0.8 ? 1 : 0));
    const order = new DrawOrder(n);
    const rows = order.sort(sizes, flags, mask, false);
    assert.deepEqual([...rows].sort((a, b) => a - b), [...mask.keys()].filter((row) => mask[row]));
    const level = (row) => Math.max(sizes[row] < 28 ? 0 : sizes[row], flags[row] & 2 ? 28 : 0);
    for (let i = 1; i < rows.length; i++) assert.ok(level(rows[i]) >= level(rows[i - 1]));
    assert.equal(order.small, [...rows].filter((row) => level(row) === 0).length);
  }
});

test('selected dots lie above the others', () => {
  const order = new DrawOrder(5);
  const rows = order.sort(Uint8Array.of(255, 0, 0, 0, 255), Uint8Array.of(0, 1, 0, 1, 1), new Uint8Array(5).fill(1), true);
  assert.deepEqual([...rows.slice(-3)].sort(), [1, 3, 4]);
  assert.equal(rows.at(-1), 4);
});

test('a part of the dots keeps the large ones and spreads over all', () => {
  const n = 100_000;
  const order = new DrawOrder(n);
  const sizes = new Uint8Array(n);
  sizes.fill(200, 500, 600);
  const rows = order.sort(sizes, new Uint8Array(n).fill(1), new Uint8Array(n).fill(1), false);
  const ranges = order.ranges(rows.length, 10_000);
  const drawn = ranges.flatMap(([from, to]) => [...rows.subarray(from, to)]);
  assert.equal(new Set(drawn).size, drawn.length);
  assert.ok(drawn.length <= 10_000);
  assert.equal(drawn.filter((row) => sizes[row]).length, 100);
  const tenths = new Uint32Array(10);
  for (const row of drawn) tenths[Math.floor(row / 10_000)]++;
  assert.ok(Math.min(...tenths) > 900, String(tenths));
});
