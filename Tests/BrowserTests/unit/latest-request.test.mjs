import assert from 'node:assert/strict';
import test from 'node:test';
import { debounced, latest } from '../../../Sources/Dashboard/Web/widgets/latest-request.js';

/** A question that is answered when told to. */
function question() {
  let signal;
  let answer;
  let fail;
  const asked = (given) => {
    signal = given;
    return new Promise((resolve, reject) => ([answer, fail] = [resolve, reject]));
  };
  return { asked, get signal() { return signal; }, answer: (value) => answer(value), fail: (error) => fail(error) };
}

test('only the last question is answered, and the others are aborted', async () => {
  const ask = latest();
  const [first, second] = [question(), question()];
  const one = ask(first.asked);
  const two = ask(second.asked);
  assert.ok(first.signal.aborted);
  second.answer('b');
  first.answer('a');
  assert.equal(await one, undefined);
  assert.equal(await two, 'b');
  assert.equal(ask.busy, false);
});

test('errors of a question that was overtaken are silent, those of the last are thrown', async () => {
  const ask = latest();
  const [first, second] = [question(), question()];
  const one = ask(first.asked);
  const two = ask(second.asked);
  first.fail(new Error('old'));
  second.fail(new Error('new'));
  assert.equal(await one, undefined);
  await assert.rejects(two, /new/);
});

test('a canceled question has no answer', async () => {
  const ask = latest();
  const only = question();
  const one = ask(only.asked);
  assert.ok(ask.busy);
  ask.cancel();
  assert.ok(only.signal.aborted);
  only.answer('late');
  assert.equal(await one, undefined);
});

test('many calls become one, the last', async () => {
  const calls = [];
  const soon = debounced((value) => calls.push(value), 5);
  soon(1);
  soon(2);
  soon(3);
  await new Promise((done) => setTimeout(done, 30));
  assert.deepEqual(calls, [3]);
  soon(4);
  soon.cancel();
  await new Promise((done) => setTimeout(done, 30));
  assert.deepEqual(calls, [3]);
});
