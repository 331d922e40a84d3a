import assert from 'node:assert/strict';
import test from 'node:test';
import { Batches } from '../../../Sources/Dashboard/Web/charts/batches.js';
import { smooth, thin } from '../../../Sources/Dashboard/Web/charts/smoothing.js';

/** The slow twin of `smooth`. */
function slowSmooth(values, half) {
  return values.map((_, i) => {
    const near = values.slice(Math.max(0, i - half), i + half + 1).filter((value) => !Number.isNaN(value));
    return near.length ? near.reduce((sum, value) => sum + value, 0) / near.length : NaN;
  });
}

test('smoothing equals its slow twin for all lengths and widths', () => {
  for (const n of [0, 1, 2, 3, 7, 64, 101]) {
    const values = Array.from({ length: n }, (_, i) => (i % 11 === 5 ? NaN : Math.sin(i * 12.9898) * 43));
    for (const half of [0, 1, 2, 5, 64, 200]) {
      const fast = smooth(values, half);
      slowSmooth(values, half).forEach((value, i) => {
        if (Number.isNaN(value)) assert.ok(Number.isNaN(fast[i]));
        else assert.ok(Math.abs(fast[i] - value) < 1e-9, `${n} ${half} ${i}`);
      });
    }
  }
});

test('thinning keeps the ends and every peak, in order', () => {
  const values = new Float64Array(10_000).fill(1);
  values[4321] = 99;
  values[77] = -99;
  const kept = [...thin(values, 500)];
  assert.ok(kept.length <= 502);
  for (const row of [0, 77, 4321, 9999]) assert.ok(kept.includes(row), String(row));
  assert.deepEqual(kept, [...kept].sort((a, b) => a - b));
  assert.deepEqual([...thin([3, 1, 2], 500)], [0, 1, 2]);
});

/** An answer of the training route with steps from `first`. */
function answer(first, losses, epochs = [], perEpoch = 2) {
  const steps = losses.map((_, i) => first + i);
  return {
    header: { epochs },
    step: Uint32Array.from(steps), epoch: Uint32Array.from(steps, (step) => Math.floor(step / perEpoch)),
    loss: Float64Array.from(losses), accuracy: Float64Array.from(losses), learning_rate: Float64Array.from(losses),
    seconds: Float64Array.from(losses, () => 0.5),
  };
}

test('batches grow, and those that are told again take the place of the old ones', () => {
  const batches = new Batches();
  assert.equal(batches.next, 0);
  batches.add(answer(0, [5, 4, 3]));
  assert.equal(batches.next, 3);
  batches.add(answer(3, [2]));
  batches.add(answer(2, [9, 8]));
  assert.deepEqual([...batches.column('loss')], [5, 4, 9, 8]);
  assert.equal(batches.count, 4);
  batches.add(answer(4, []));
  assert.equal(batches.count, 4);
  assert.deepEqual([...batches.rows()][3], [3, 1, 8, 8, 8, 0.5]);
});

test('epochs end where their last batch lies, on each axis', () => {
  const batches = new Batches();
  batches.add(answer(0, [4, 3, 2, 1], [{ epoch: 0 }, { epoch: 1 }]));
  assert.deepEqual(batches.epochEnds('step'), [1, 3]);
  assert.deepEqual(batches.epochEnds('epoch'), [1, 2]);
  assert.deepEqual([...batches.place('epoch')], [0.5, 1, 1.5, 2]);
  assert.deepEqual([...batches.place('seconds')], [0.5, 1, 1.5, 2]);
});
