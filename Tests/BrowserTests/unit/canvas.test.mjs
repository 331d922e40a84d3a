import assert from 'node:assert/strict';
import test from 'node:test';
import { paint } from '../../../Sources/Dashboard/Web/map/canvas.js';

const palettes = [new Uint8Array(1024), new Uint8Array(1024)];
palettes[0].set([255, 0, 0, 255, 0, 255, 0, 255]);
palettes[1].set([255, 0, 0, 255, 0, 255, 0, 255]);

function drawn({ flag = [1], to = [0], from = to, sizes = [255], blend = 1, x = [0], y = [0], order = [...x.keys()] }) {
  const size = 41;
  const data = new Uint8ClampedArray(4 * size * size);
  const columns = {
    x: Float32Array.from(x),
    y: Float32Array.from(y),
    from: Uint8Array.from(from),
    to: Uint8Array.from(to),
    sizeFrom: Uint8Array.from(sizes),
    sizeTo: Uint8Array.from(sizes),
    flag: Uint8Array.from(flag),
  };
  const frame = {
    camera: { cx: 0, cy: 0, k: 1 },
    rows: [0, 1],
    blend,
    size: [2, 4, 1, 2],
    alpha: [0.5, 1, 0.1],
    background: [10, 20, 30],
    ink: [250, 250, 250],
    ranges: [[0, order.length]],
  };
  paint(data, size, size, 1, columns, palettes, Uint32Array.from(order), frame);
  return (px, py) => [...data.subarray(4 * (py * size + px), 4 * (py * size + px) + 3)];
}

test('a large dot is opaque inside, ringed, and leaves the background', () => {
  const at = drawn({});
  assert.deepEqual(at(20, 20), [255, 0, 0]);
  assert.deepEqual(at(20, 15), [255, 0, 0]);
  assert.deepEqual(at(0, 0), [10, 20, 30]);
  assert.deepEqual(at(30, 20), [10, 20, 30]);
});

test('up on the map is up on the screen', () => {
  const at = drawn({ y: [12] });
  assert.deepEqual(at(20, 8), [255, 0, 0]);
});

test('dimmed, outlined, selected and blended dots', () => {
  assert.ok(drawn({ flag: [0] })(20, 20)[0] < 40);
  assert.ok(drawn({ flag: [3] })(20, 20 - 7)[1] > 200);
  assert.deepEqual(drawn({ flag: [5], sizes: [0] })(20, 20), [255, 0, 0]);
  assert.ok(drawn({ flag: [1], sizes: [0] })(20, 20)[0] < 140);
  assert.deepEqual(drawn({ from: [0], to: [1], blend: 0.5 })(20, 20), [128, 128, 0]);
});

test('later dots lie above earlier ones, dots outside are left', () => {
  const at = drawn({ x: [0, 0, 500], y: [0, 0, 0], to: [0, 1, 0], flag: [1, 1, 1], sizes: [255, 255, 255], order: [2, 1, 0] });
  assert.deepEqual(at(20, 20), [255, 0, 0]);
});
