import assert from 'node:assert/strict';
import test from 'node:test';
import { Camera } from '../../../Sources/Dashboard/Web/map/camera.js';
import { zoomedAt } from '../../../Sources/Dashboard/Web/map/pointer.js';

function camera() {
  const made = new Camera();
  made.setBox([-100, 100, -50, 150]);
  made.resize(800, 600);
  made.set(made.home);
  return made;
}
const near = (actual, expected) => actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-6, `${actual} is not ${expected}`));

test('at home all is seen', () => {
  const all = camera();
  for (const [x, y] of [[-100, -50], [100, 150], [0, 0]]) {
    const [px, py] = all.toScreen(x, y);
    assert.ok(px >= 0 && px <= 800 && py >= 0 && py <= 600);
    near(all.toMap(px, py), [x, y]);
  }
});

test('a zoom keeps the place under the pointer', () => {
  for (const factor of [1.3, 4, 0.7]) {
    const one = camera();
    one.set({ cx: 10, cy: 20, zoom: 3 });
    const place = one.toMap(250, 420);
    const goal = zoomedAt(one, 250, 420, factor);
    one.zoomAt(250, 420, factor);
    near(one.toScreen(...place), [250, 420]);
    near([goal.cx, goal.cy, goal.zoom], [one.cx, one.cy, one.zoom]);
  }
});

test('zoom and center have their limits', () => {
  const one = camera();
  one.set({ cx: 1e9, cy: -1e9, zoom: 1e9 });
  near([one.cy, one.zoom], [-50, one.greatest]);
  assert.ok(one.cx >= 100 && one.cx < 105);
  const step = 2 ** -23 * 150 * one.k; // pixels between neighboring float32 places
  assert.ok(step <= 0.2501, String(step));
  one.set({ zoom: 0 });
  assert.equal(one.zoom, 0.5);
});

test('framing shows the whole box', () => {
  const one = camera();
  one.set(one.framing([0, 20, 0, 10]));
  for (const place of [[0, 0], [20, 10]]) {
    const [px, py] = one.toScreen(...place);
    assert.ok(px > 0 && px < 800 && py > 0 && py < 600);
  }
});

test('who sees all sees all after a change of size', () => {
  const one = camera();
  one.resize(400, 900);
  assert.ok(one.atHome);
  one.set({ zoom: 3, cx: 10, cy: 20 });
  one.resize(900, 400);
  near([one.cx, one.cy, one.zoom], [10, 20, 3]);
});

test('who sees all sees all of a map that grows', () => {
  const one = camera();
  one.setBox([-300, 500, -50, 150]);
  assert.ok(one.atHome);
  for (const [x, y] of [[-300, -50], [500, 150]]) {
    const [px, py] = one.toScreen(x, y);
    assert.ok(px >= 0 && px <= 800 && py >= 0 && py <= 600);
  }
  one.set({ zoom: 3, cx: 10, cy: 20 });
  one.setBox([-100, 100, -50, 150]);
  near([one.cx, one.cy, one.zoom], [10, 20, 3]);
});
