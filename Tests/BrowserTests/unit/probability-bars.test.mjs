import assert from 'node:assert/strict';
import test from 'node:test';
import { chosen } from '../../../Sources/Dashboard/Web/widgets/probability-bars.js';

test('few classes have a bar each, in their order', () => {
  assert.deepEqual(chosen([0.1, 0.7, 0.2], 2), [0, 1, 2]);
  assert.equal(chosen(Array(20).fill(0.05), null).length, 20);
});

test('of many the likeliest have one, and the truth', () => {
  const probabilities = Array.from({ length: 100 }, (_, code) => code / 4950);
  const likeliest = Array.from({ length: 15 }, (_, i) => 99 - i);
  assert.deepEqual(chosen(probabilities, 99), likeliest);
  assert.deepEqual(chosen(probabilities, 3), [...likeliest, 3]);
  assert.deepEqual(chosen(probabilities, undefined), likeliest);
});
