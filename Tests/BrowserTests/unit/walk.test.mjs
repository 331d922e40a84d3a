import assert from 'node:assert/strict';
import test from 'node:test';
import { Camera } from '../../../Sources/Dashboard/Web/map/camera.js';
import { labelPlaces, spread } from '../../../Sources/Dashboard/Web/map/labels.js';
import { step } from '../../../Sources/Dashboard/Web/map/map-keys.js';
import { randomNumbers } from './random.mjs';

function map(x, y, mask = x.map(() => 1)) {
  const camera = new Camera();
  camera.setBox([-10, 10, -10, 10]);
  camera.resize(800, 600);
  camera.set(camera.home);
  return {
    camera,
    dots: { columns: { x: Float32Array.from(x), y: Float32Array.from(y) }, mask: Uint8Array.from(mask) },
    isShown: (row) => row >= 0 && mask[row] === 1,
    nearest: () => 0,
  };
}

test('arrows lead to the near dot ahead, not to one aside or hidden', () => {
  const one = map([0, 3, 2, 0, 0, -4, 1], [0, 0.5, 4, 3, -2, 0, 0], [1, 1, 1, 1, 1, 1, 0]);
  assert.equal(step(one, 0, 1, 0), 1);
  assert.equal(step(one, 0, 0, 1), 3);
  assert.equal(step(one, 0, 0, -1), 4);
  assert.equal(step(one, 0, -1, 0), 5);
  assert.equal(step(one, 5, -1, 0), 5, 'there is nothing that way');
  assert.equal(step(one, -1, 1, 0), 0, 'the middle is where one begins');
});

test('a step can be seen', () => {
  const one = map([0, 0.01, 5], [0, 0, 0]);
  assert.equal(step(one, 0, 1, 0), 2);
});

test('a name stands in the larger of two clusters', () => {
  const random = randomNumbers(4);
  const x = Float32Array.from({ length: 3000 }, (_, row) => (row < 2000 ? -50 : 50) + random() * 6);
  const y = Float32Array.from({ length: 3000 }, () => random() * 6);
  const [cx, cy] = labelPlaces({ x, y }, new Uint8Array(3000), [0, 1], [-100, 100, -100, 100]).get(0);
  assert.ok(Math.abs(cx + 47) < 2 && Math.abs(cy - 3) < 2, `${cx}, ${cy}`);
});

test('names that would overlap are moved apart', () => {
  const labels = spread([{ x: 0, y: 10, width: 40 }, { x: 5, y: 12, width: 40 }, { x: 300, y: 11, width: 40 }], 20);
  const [a, b] = labels.filter(({ x }) => x < 100);
  assert.ok(Math.abs(a.y - b.y) >= 19);
  assert.equal(labels.find(({ x }) => x === 300).y, 11);
});
