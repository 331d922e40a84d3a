/** What is asked when similars are fetched: metric, seeds combined, subset, number, filter. */

import { h } from '../../core/dom.js';
import { choice } from '../../widgets/controls.js';

const USUAL = 100;
const LIMITS = [10, 25, 50, USUAL, 200, 500, 1000];
const METRICS = { '': 'as the project says', l2: 'l2 distance', cosine: '1 − cosine' };
const COMBINATIONS = { '': 'mean distance', min: 'nearest seed', max: 'farthest seed' };

/** Keys of the view state that a search consists of. */
export const KEYS = ['seeds', 'metric', 'combination', 'within', 'near', 'limit'];

/**
 * The controls of a search, which keep what they say in the view state.
 *
 * @param {(patch: object) => void} set changes the view state
 * @returns {{element: HTMLElement, show: (view: object) => void}}
 */
export function searchControls(app, set) {
  /** A choice that the address keeps; its usual value, '' unless said, is left out there. */
  const kept = (label, key, words, usual = '') => choice(
    label,
    Object.entries(words).map(([value, text]) => ({ value, text })),
    usual,
    (value) => set({ [key]: value === usual ? null : value }),
  );
  const metric = kept('Metric', 'metric', METRICS);
  const combination = kept('Of several seeds', 'combination', COMBINATIONS);
  const within = kept('Within', 'within', {});
  const limit = kept('Number', 'limit', Object.fromEntries(LIMITS.map((value) => [value, value])), String(USUAL));
  const near = h('input', {
    type: 'text',
    aria: { label: 'Filter of the neighbors' },
    spellcheck: false,
    placeholder: 'label == 9 && loss > 0.5',
  });
  near.addEventListener('change', () => set({ near: near.value.trim() || null }));
  const element = h('div.controls', metric.element, combination.element, within.element, limit.element,
    h('label.field.grow', h('span.field-name', 'Filter'), near));

  function show(view) {
    within.fill([{ value: '', text: 'all subsets' }, ...app.run.subsets.map(({ name }) => name)], view.within ?? '');
    [metric.value, combination.value, limit.value] = [
      view.metric ?? '', view.combination ?? '', String(view.limit ?? USUAL),
    ];
    combination.element.hidden = view.seeds.length < 2;
    near.value = view.near ?? '';
  }
  return { element, show };
}

/** The path of the API that asks what a view state says. */
export function searchPath(app, { seeds, metric, combination, within: subset, near: filter, limit }) {
  const words = new URLSearchParams({ limit: limit ?? USUAL });
  const optional = { metric, combination: seeds.length > 1 ? combination : null, subset, filter };
  for (const [key, value] of Object.entries(optional)) if (value) words.set(key, value);
  return app.runPath(`similars?samples=${seeds.map(encodeURIComponent).join(',')}&${words}`);
}
