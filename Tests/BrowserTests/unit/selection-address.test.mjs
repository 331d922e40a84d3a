import assert from 'node:assert/strict';
import test from 'node:test';
import { SelectionAddress, encodeRows } from '../../../Sources/Dashboard/Web/core/selection-code.js';
import { Selection } from '../../../Sources/Dashboard/Web/core/selection.js';
import { Emitter } from '../../../Sources/Dashboard/Web/core/store.js';

class View extends Emitter {
  state = { selection: null };

  get() {
    return this.state;
  }

  set(patch) {
    if (patch.selection === this.state.selection) return;
    this.state = { ...this.state, ...patch };
    this.emit('selection', this.state);
  }
}

function made() {
  const steps = [];
  const selection = new Selection({ push: (step) => steps.push(step) });
  const view = new View();
  return { selection, view, steps, address: new SelectionAddress(selection, view) };
}
const rows = (selection) => [...selection.rows];

test('the address has the code of the selection', () => {
  const { selection, view, address } = made();
  address.open(100, true);
  selection.set([7, 3]);
  assert.equal(view.get().selection, encodeRows(Uint32Array.of(3, 7)));
  selection.clear();
  assert.equal(view.get().selection, null);
});

test('a selection comes from the address, and is no step to take back', () => {
  const { selection, view, steps, address } = made();
  view.set({ selection: encodeRows(Uint32Array.of(3, 7)) });
  assert.deepEqual(rows(selection), [], 'before there is a run, rows mean nothing');
  address.open(100, true);
  assert.deepEqual(rows(selection), [3, 7]);
  view.set({ selection: null });
  assert.deepEqual(rows(selection), []);
  assert.equal(steps.length, 0);
});

test('rows beyond the run select nothing', () => {
  const { selection, view, address } = made();
  view.set({ selection: encodeRows(Uint32Array.of(3, 700)) });
  address.open(100, true);
  assert.deepEqual(rows(selection), []);
});

test('a selection that is too long for the address stays on the page', () => {
  const { selection, view, address } = made();
  address.open(400_000, true);
  selection.set(Array.from({ length: 200_000 }, (_, i) => 2 * i));
  assert.equal(view.get().selection, null);
  assert.equal(selection.rows.length, 200_000);
  address.open(400_000, false);
  assert.equal(selection.rows.length, 200_000, 'also when the run is read again');
});
