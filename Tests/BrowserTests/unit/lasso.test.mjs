import assert from 'node:assert/strict';
import test from 'node:test';
import { crosses, inside } from '../../../Sources/Dashboard/Web/map/lasso.js';
import { randomNumbers } from './random.mjs';

/** The slow twin: every dot with every edge. */
function insideOfAll(x, y, polygon, mask) {
  const xs = polygon.map(([px]) => px);
  const ys = polygon.map(([, py]) => py);
  return [...x.keys()].filter((row) => {
    if (mask && !mask[row]) return false;
    let odd = false;
    for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) if (crosses(xs, ys, i, j, x[row], y[row])) odd = !odd;
    return odd;
  });
}

test('bands find the same dots as all edges do', () => {
  const random = randomNumbers(2);
  const x = Float32Array.from({ length: 3000 }, () => random() * 2 - 1);
  const y = Float32Array.from({ length: 3000 }, () => Math.round((random() * 2 - 1) * 50) / 50);
  const mask = Uint8Array.from(x, () => (random() < 0.5 ? 1 : 0));
  for (const corners of [3, 4, 17, 200]) {
    const polygon = Array.from({ length: corners }, (_, i) => {
      const radius = 0.2 + random() * 0.8; // crosses itself
      const angle = (i / corners) * 4 * Math.PI;
      return [radius * Math.cos(angle), Math.round(radius * Math.sin(angle) * 50) / 50];
    });
    assert.deepEqual(inside(x, y, polygon), insideOfAll(x, y, polygon));
    assert.deepEqual(inside(x, y, polygon, mask), insideOfAll(x, y, polygon, mask));
  }
});

test('a box holds what lies in it', () => {
  const box = [[0, 0], [2, 0], [2, 1], [0, 1]];
  assert.deepEqual(inside(Float32Array.of(1, 3, 1, -1), Float32Array.of(0.5, 0.5, 2, 0.5), box), [0]);
});

test('a line or a point holds nothing', () => {
  assert.deepEqual(inside(Float32Array.of(0, 1), Float32Array.of(0, 1), [[0, 0], [1, 1]]), []);
  assert.deepEqual(inside(Float32Array.of(0.5), Float32Array.of(0), [[0, 0], [1, 0], [0.5, 0]]), []);
});
