/** Sample analysis: which pixels speak for each class and for the loss, and how far each map can be believed. */

import { h } from '../../core/dom.js';
import { maps } from '../../heat/maps.js';
import { button, segments } from '../../widgets/controls.js';
import { empty } from '../../widgets/placeholders.js';
import { DEFAULT_TARGETS, analysisControls } from './analysis-controls.js';
import { mount as mountProbe } from './probe.js';

/**
 * View state: `sample`, `method`, `layer`, `target` (text of the targets), `opacity` (percent), `mode` ('maps' or
 * 'probe').
 * @returns {{destroy: () => void}}
 */
export function mount(element, app) {
  const off = [];
  const view = (key, usual) => app.view.get()[key] ?? usual;
  let methods = [];

  const title = h('h2', { class: 'panel-title' });
  const mode = segments(
    'What to do with the sample',
    [{ value: 'maps', text: 'Heat maps' }, { value: 'probe', text: 'Draw to probe' }],
    view('mode', 'maps'),
    (value) => app.view.set({ mode: value }),
  );
  const controls = analysisControls(app, { look: (look) => pictures.look(look), difference });
  const pictures = maps(app, { onFail: failActions, onLoad: controls.showPreset });
  const probeRoom = h('div', {});
  const room = h('div', { class: 'analysis-room' });
  element.replaceChildren(h('div', { class: 'panel-head' }, title, mode.element), room);
  pictures.look({ opacity: controls.opacity });
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

  /** After a fault: the way to the method that every model serves. */
  function failActions() {
    const other = ['occlusion', 'rise'].find((name) => methods.includes(name) && name !== controls.method);
    return other ? [
      button(`Use ${other}, which needs no gradients`, () => app.view.set({ method: other, layer: null })),
    ] : [];
  }

  async function loadMethods() {
    try {
      const answer = await app.api.get(app.runPath('methods'));
      methods = answer.methods;
      controls.list(answer);
    } catch (error) {
      pictures.fail(error, start);
      return false;
    }
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
    if (room.firstChild !== controls.element) room.replaceChildren(controls.element, pictures.element);
    controls.show();
    pictures.look({ opacity: controls.opacity });
    pictures.load({ sample, targets: view('target', DEFAULT_TARGETS), method: view('method', null), layer: view('layer', null) });
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
