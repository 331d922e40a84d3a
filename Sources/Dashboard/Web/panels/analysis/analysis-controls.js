/** The controls of the heat maps: method, layer, targets, overlay, color scale. The view state keeps what they say. */

import { h } from '../../core/dom.js';
import { targetFault } from '../../heat/targets.js';
import { choice, segments, slider } from '../../widgets/controls.js';

export const DEFAULT_TARGETS = 'all,loss';
const WHOLE_LAYER = '';

/**
 * @param {object} owner
 * @param {(look: {opacity?: number, shared?: boolean}) => void} owner.look draws the maps otherwise
 * @param {() => string} owner.difference text of the target that tells two classes apart
 * @returns {{element: HTMLElement, method: string, opacity: number, list: (answer: object) => void, show: () => void,
 *   showPreset: () => void}} opacity: 0 to 1; list: takes what methods and layers there are
 */
export function analysisControls(app, { look, difference }) {
  const view = (key, usual) => app.view.get()[key] ?? usual;
  let methods = { methods: [], layers: [], default: null };

  const method = choice('Method', [], '', (value) => app.view.set({ method: value, layer: null }));
  const layer = choice('Layer', [], '', (value) => app.view.set({ layer: value || null }));
  const opacity = slider(
    'Overlay',
    { min: 0, max: 100, step: 5, value: Number(view('opacity', 85)), text: (value) => `${value} %` },
    (value) => look({ opacity: value / 100 }),
  );
  opacity.input.addEventListener('change', () => app.view.set({ opacity: opacity.value }));
  const presets = segments('Targets', [
    { value: DEFAULT_TARGETS, text: 'All classes', title: 'One map a class, and the loss' },
    {
      value: 'difference', text: 'Truth − read', title: 'What speaks for the true class against the one that was read',
    },
  ], view('target', DEFAULT_TARGETS), (value) => {
    app.view.set({ target: value === 'difference' ? difference() : value });
  });
  const target = h('input', {
    type: 'text',
    spellcheck: false,
    'aria-label': 'Targets',
    'aria-describedby': 'target-fault',
    title: 'all, loss, 6, 9-4, or a unit such as conv2:5',
  });
  const fault = h('p', { id: 'target-fault', class: 'field-fault', role: 'alert' });
  target.addEventListener('change', () => {
    fault.textContent = targetFault(target.value.trim(), app.run.classes.length) ?? '';
    if (!fault.textContent) app.view.set({ target: target.value.trim() });
  });
  const scale = segments(
    'Color scale',
    [{ value: 'shared', text: 'Shared scale' }, { value: 'own', text: 'Each its own' }],
    'shared',
    (value) => look({ shared: value === 'shared' }),
  );
  const element = h('div', { class: 'controls' }, method.element, layer.element,
    h(
      'div',
      { class: 'field' },
      h('span', { class: 'field-name' }, 'Targets'),
      h('div.targets', presets.element, target),
    ),
    opacity.element, scale.element, fault);

  function list(answer) {
    methods = answer;
    method.fill(
      methods.methods.map((name) => ({ value: name, text: name === methods.default ? `${name} (usual)` : name })),
      view('method', methods.default),
    );
    layer.fill([{ value: WHOLE_LAYER, text: 'usual' }, ...methods.layers], view('layer', WHOLE_LAYER));
  }

  /** All of them as the view state says. */
  function show() {
    target.value = view('target', DEFAULT_TARGETS);
    showPreset();
    if (methods.methods.length) {
      method.value = view('method', methods.default);
      layer.value = view('layer', WHOLE_LAYER);
    }
    opacity.value = Number(view('opacity', 85));
  }

  function showPreset() {
    const text = view('target', DEFAULT_TARGETS);
    presets.set(text === DEFAULT_TARGETS ? text : text === difference() ? 'difference' : '');
  }

  return {
    element, list, show, showPreset,
    get method() { return method.value; },
    get opacity() { return opacity.value / 100; },
  };
}
