import assert from 'node:assert/strict';
import test from 'node:test';
import { formatView, parseView } from '../../../Sources/Dashboard/Web/core/view-schema.js';

test('a state comes back from its address', () => {
  const state = {
    ...parseView(''),
    run: 'run-0001',
    tab: 'similars',
    subsets: ['validation', 'a,b', 'ünlabeled & more'],
    filter: 'label == 4 && loss > 1 || even_odd == "a#b+c%"',
    sample: 'validation:11701',
    seeds: ['test:1', 'test:2'],
    hidden: ['4', ','],
    outline: true,
    lines: false,
    camera: [-12.5, 3e-7, 40],
    opacity: 0.25,
    unknown: 'kept',
  };
  assert.deepEqual(parseView(`#${formatView(state)}`), state);
});

test('initial values are left out', () => {
  assert.equal(formatView(parseView('')), '');
});

test('no subset at all is not the same as all subsets', () => {
  assert.deepEqual(parseView(formatView({ subsets: [] })).subsets, []);
  assert.equal(parseView('').subsets, null);
});

test('an address that cannot be read gives initial values', () => {
  for (const address of ['#camera=a,b', '#camera=', '#subsets=%E0%A4%A', '#=&&=', '#%', '#opacity=x', '#outline=0']) {
    const state = parseView(address);
    assert.equal(state.tab, 'sample');
    assert.ok(state.camera === null || state.camera.every(Number.isFinite));
  }
});
