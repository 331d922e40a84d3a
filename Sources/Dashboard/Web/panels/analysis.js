/** Sample analysis: which pixels speak for each class and for the loss, and how far each map can be believed. */

import { h } from '../core/dom.js';
import { button, choice, segments, slider } from '../widgets/controls.js';
import { maps } from './heat/maps.js';
import { targetFault } from '../heat/targets.js';
import { mount as mountProbe } from './analysis/probe.js';
import { empty } from '../widgets/placeholders.js';

const DEFAULT_TARGETS = 'all,loss';
const WHOLE_LAYER = '';

/**
 * View state: `sample`, `method`, `layer`, `target` (text of the targets), `opacity` (percent), `mode` ('maps' or
 * 'probe').
 * @returns {{destroy: () => void}}
 */
export function mount(element, app) {
  const off = [];
  const view = (key, usual) => app.view.get()[key] ?? usual;
  let methods = { methods: [], layers: [], default: null };

  const title = h('h2', { class: 'panel-title' });
  const mode = segments(
    'What to do with the sample',
    [{ value: 'maps', text: 'Heat maps' }, { value: 'probe', text: 'Draw to probe' }],
    view('mode', 'maps'),
    (value) => app.view.set({ mode: value }),
  );
  const method = choice('Method', [], '', (value) => app.view.set({ method: value, layer: null }));
  const layer = choice('Layer', [], '', (value) => app.view.set({ layer: value || null }));
  const opacity = slider(
    'Overlay',
    { min: 0, max: 100, step: 5, value: Number(view('opacity', 85)), text: (value) => `${value} %` },
    (value) => { pictures.look({ opacity: value / 100 }); },
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
    (value) => pictures.look({ shared: value === 'shared' }),
  );

  const controls = h('div', { class: 'controls' }, method.element, layer.element,
    h(
      'div',
      { class: 'field' },
      h('span', { class: 'field-name' }, 'Targets'),
      h('div.targets', presets.element, target),
    ),
    opacity.element, scale.element, fault);
  const pictures = maps(app, { onFail: failActions, onLoad: showPreset });
  const probeRoom = h('div', {});
  const room = h('div', { class: 'analysis-room' });
  element.replaceChildren(h('div', { class: 'panel-head' }, title, mode.element), room);
  pictures.look({ opacity: opacity.value / 100 });
  let probe = null;

  /**
   * Text of the difference between the true class and the one that was read, or to the runner-up where it was read
   * right.
   */
  function difference() {
    const { label, prediction, probabilities } = pictures.sample ?? {};
    if (!probabilities) return DEFAULT_TARGETS;
    const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[b] - probabilities[a]);
    const isRight = (label ?? prediction) === prediction;
    const other = isRight ? order.find((i) => i !== prediction) : prediction;
    return `${label ?? prediction}-${other}`;
  }

  function showPreset() {
    const text = view('target', DEFAULT_TARGETS);
    presets.set(text === DEFAULT_TARGETS ? text : text === difference() ? 'difference' : '');
  }

  /** After a fault: the way to the method that every model serves. */
  function failActions() {
    const other = ['occlusion', 'rise'].find((name) => methods.methods.includes(name) && name !== method.value);
    return other ? [
      button(`Use ${other}, which needs no gradients`, () => app.view.set({ method: other, layer: null })),
    ] : [];
  }

  async function loadMethods() {
    try {
      methods = await app.api.get(app.runPath('methods'));
    } catch (error) {
      pictures.fail(error, start);
      return false;
    }
    method.fill(
      methods.methods.map((name) => ({ value: name, text: name === methods.default ? `${name} (usual)` : name })),
      view('method', methods.default),
    );
    layer.fill([{ value: WHOLE_LAYER, text: 'usual' }, ...methods.layers], view('layer', WHOLE_LAYER));
    return true;
  }

  function refresh() {
    const sample = view('sample', null);
    const probing = view('mode', 'maps') === 'probe';
    mode.set(probing ? 'probe' : 'maps');
    title.textContent = sample ?? 'Sample analysis';
    if (!sample) {
      room.replaceChildren(
        empty('No sample is chosen', 'Click a dot on the map, or press T for the table and choose a row.'),
      );
      return;
    }
    if (probing) {
      pictures.cancel();
      probe ??= mountProbe(probeRoom, app);
      room.replaceChildren(probeRoom);
      return;
    }
    probe?.destroy();
    probe = null;
    if (room.firstChild !== controls) room.replaceChildren(controls, pictures.element);
    const text = view('target', DEFAULT_TARGETS);
    target.value = text;
    showPreset();
    if (methods.methods.length) {
      method.value = view('method', methods.default);
      layer.value = view('layer', WHOLE_LAYER);
    }
    opacity.value = Number(view('opacity', 85));
    pictures.look({ opacity: opacity.value / 100 });
    pictures.load({ sample, targets: text, method: view('method', null), layer: view('layer', null) });
  }

  async function start() {
    if (await loadMethods()) refresh();
  }

  off.push(app.view.on(['sample', 'method', 'layer', 'target', 'mode', 'opacity'], refresh));
  refresh();
  start();
  return {
    destroy() {
      off.forEach((stop) => stop());
      pictures.cancel();
      probe?.destroy();
      element.replaceChildren();
    },
  };
}
