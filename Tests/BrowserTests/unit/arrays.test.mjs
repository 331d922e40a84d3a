import assert from 'node:assert/strict';
import test from 'node:test';
import { parseArrays } from '../../../Sources/Dashboard/Web/core/arrays.js';
import { randomNumbers } from './random.mjs';

function sample() {
  const header = {
    arrays: [
      { name: 'x', dtype: 'float32', shape: [3], offset: 0 },
      { name: 'codes', dtype: 'uint32', shape: [2, 1], offset: 16, values: ['a', 'b'] },
      { name: 'flags', dtype: 'uint8', shape: [2], offset: 24 },
    ],
    preview: false,
  };
  let text = JSON.stringify(header);
  while ((8 + text.length) % 8) text += ' ';
  const bytes = new Uint8Array(8 + text.length + 32);
  bytes.set(new TextEncoder().encode('LEAP'));
  new DataView(bytes.buffer).setUint32(4, text.length, true);
  bytes.set(new TextEncoder().encode(text), 8);
  const base = 8 + text.length;
  new Float32Array(bytes.buffer, base, 3).set([1, -2.5, NaN]);
  new Uint32Array(bytes.buffer, base + 16, 2).set([1, 4294967295]);
  bytes.set([7, 255], base + 24);
  return bytes;
}

test('arrays are views of the answer', () => {
  const { header, shapes, x, codes, flags } = parseArrays(sample().buffer);
  assert.equal(header.preview, false);
  assert.deepEqual([...x], [1, -2.5, NaN]);
  assert.deepEqual([...codes], [1, 4294967295]);
  assert.deepEqual([...flags], [7, 255]);
  assert.deepEqual(shapes.codes, [2, 1]);
});

test('a truncated answer is refused at every length', () => {
  const whole = sample();
  for (let length = 0; length < whole.length - 6; length++) {
    assert.throws(() => parseArrays(whole.slice(0, length).buffer), `${length} bytes`);
  }
});

test('flipped bits are refused or read within bounds', () => {
  const random = randomNumbers(5);
  for (let turn = 0; turn < 3000; turn++) {
    const bytes = sample();
    bytes[Math.floor(random() * (bytes.length - 32))] ^= 1 << Math.floor(random() * 8);
    try {
      parseArrays(bytes.buffer);
    } catch (error) {
      assert.ok(error instanceof Error);
    }
  }
});
