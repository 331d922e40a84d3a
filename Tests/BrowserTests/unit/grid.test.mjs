import assert from 'node:assert/strict';
import test from 'node:test';
import { Grid, bounds } from '../../../Sources/Dashboard/Web/map/grid.js';
import { randomNumbers } from './random.mjs';

/** The slow twin: looks at every dot. */
function nearestOfAll(x, y, px, py, reach, mask) {
  let best = -1;
  let least = reach * reach;
  for (let row = 0; row < x.length; row++) {
    if (mask && !mask[row]) continue;
    const distance = (x[row] - px) ** 2 + (y[row] - py) ** 2;
    if (distance < least) {
      least = distance;
      best = row;
    }
  }
  return best;
}

for (const [name, place] of Object.entries({
  'spread evenly': (random) => random() * 200 - 100,
  'in clusters': (random) => Math.floor(random() * 5) * 40 + random() ** 3,
  'on a lattice, with ties': (random) => Math.floor(random() * 20),
  'all at one place': () => 3,
})) {
  test(`the nearest dot is exact, ties by lower row: ${name}`, () => {
    for (const n of [1, 2, 7, 1000]) {
      const random = randomNumbers(n);
      const x = Float32Array.from({ length: n }, () => place(random));
      const y = Float32Array.from({ length: n }, () => place(random));
      const mask = Uint8Array.from({ length: n }, () => (random() < 0.7 ? 1 : 0));
      const grid = new Grid(x, y);
      for (let turn = 0; turn < 400; turn++) {
        const [px, py] = [random() * 300 - 120, random() * 300 - 120].map((value) => (turn % 3 ? value : Math.round(value)));
        const reach = [0.5, 5, 40, 1000][turn % 4];
        assert.equal(grid.nearest(px, py, reach), nearestOfAll(x, y, px, py, reach, null));
        assert.equal(grid.nearest(px, py, reach, mask), nearestOfAll(x, y, px, py, reach, mask));
      }
    }
  });
}

test('places that are not finite are never found', () => {
  const x = Float32Array.of(NaN, 1, Infinity);
  const y = Float32Array.of(0, 1, 1);
  assert.deepEqual(bounds(x, y), [1, 1, 1, 1]);
  assert.equal(new Grid(x, y).nearest(0, 0, 100), 1);
  assert.equal(new Grid(new Float32Array(0), new Float32Array(0)).nearest(0, 0, 100), -1);
});
