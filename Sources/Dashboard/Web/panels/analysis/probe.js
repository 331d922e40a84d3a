/** Draw to probe: change pixels, and prediction, loss and the place on the map follow at once. */

import { h } from '../../core/dom.js';
import { percent } from '../../core/format.js';
import { rangeOf } from '../../heat/colormap.js';
import { PixelEditor } from '../../heat/pixel-editor.js';
import { pixelSheet } from '../../heat/pixel-sheet.js';
import { button, segments, slider } from '../../widgets/controls.js';
import { debounced, latest } from '../../widgets/latest-request.js';
import { empty, failure, waiting } from '../../widgets/placeholders.js';
import { probabilityBars } from '../../widgets/probability-bars.js';
import { nearestOf, verdictOf } from './probe-answer.js';

/** Milliseconds between the last dab and the question; a question takes a few. */
const PAUSE = 40;

/** View state: `sample`. @returns {{destroy: () => void}} */
export function mount(element, app) {
  const brush = { erase: false, size: 2, intensity: 1 };
  const load = latest();
  const ask = latest();
  const askSoon = debounced(probe, PAUSE);
  let [editor, sheet, sample] = [null, null, null];

  const tool = segments(
    'Tool',
    [{ value: 'pen', text: 'Pen' }, { value: 'eraser', text: 'Eraser' }],
    'pen',
    (value) => { brush.erase = value === 'eraser'; },
  );
  const size = slider(
    'Size',
    { min: 1, max: 8, step: 0.5, value: brush.size, text: (value) => `${value} px` },
    (value) => { brush.size = value; },
  );
  const ink = slider(
    'Intensity',
    { min: 0.05, max: 1, step: 0.05, value: brush.intensity, text: (value) => percent(value, 0) },
    (value) => { brush.intensity = value; },
  );
  const undo = button('Undo', () => step('undo'), { title: 'Ctrl+Z' });
  const redo = button('Redo', () => step('redo'), { title: 'Ctrl+Shift+Z' });
  const reset = button('Reset', () => step('reset'), { title: 'The sample as it is' });
  const clear = button('Clear', () => step('clear'), { title: 'An empty sheet' });
  const room = h('div', { class: 'probe-sheet' });
  const verdict = h('div', { class: 'probe-verdict', 'aria-live': 'polite' });
  const bars = probabilityBars(app);
  const near = h('div', { class: 'probe-near' });
  const problem = h('div', {});
  const body = h('div', { class: 'probe' },
    h('div', { class: 'probe-left' }, room,
      h('div', { class: 'controls' }, tool.element, size.element, ink.element),
      h('div', { class: 'row' }, undo, redo, reset, clear)),
    h('div', { class: 'probe-right' }, verdict, bars.element, problem, near));

  function step(name) {
    if (!editor?.[name]()) return;
    sheet.draw();
    changed();
  }

  function changed() {
    undo.disabled = !editor.canUndo;
    redo.disabled = !editor.canRedo;
    reset.disabled = editor.changed === 0;
    askSoon();
  }

  async function probe() {
    const mine = editor;
    try {
      const answer = await ask(
        (signal) => app.api.send(
          'POST', app.runPath('probe'), { sample: sample.sample, pixels: Array.from(mine.pixels) }, { signal },
        ),
      );
      if (!answer || mine !== editor) return;
      problem.replaceChildren();
      show(answer);
    } catch (error) {
      problem.replaceChildren(failure(error, probe));
    }
  }

  function show(answer) {
    const { prediction, probabilities, place, neighbors } = answer;
    verdict.replaceChildren(...verdictOf(app, answer, sample, editor));
    bars.draw(probabilities, { truth: sample.label, prediction, before: sample.probabilities });
    if (place) app.map?.setGhost?.(place[0], place[1]);
    near.replaceChildren(...nearestOf(app, neighbors ?? []));
  }

  async function refresh() {
    const name = app.view.get().sample;
    app.map?.setGhost?.(null);
    ask.cancel();
    askSoon.cancel();
    if (!name) {
      element.replaceChildren(empty('No sample is chosen', 'Click a dot on the map to draw on its image.'));
      return;
    }
    element.replaceChildren(waiting(`Fetching the pixels of ${name}`));
    try {
      const path = app.runPath(`samples/${encodeURIComponent(name)}`);
      const found = await load(
        (signal) => Promise.all([app.api.get(path, { signal }), app.api.arrays(`${path}/pixels`, { signal })]),
      );
      if (!found) return;
      let arrays;
      [sample, arrays] = found;
      const [channels, height, width] = arrays.shapes.pixels;
      editor = new PixelEditor(arrays.pixels, { channels, width, height }, rangeOf(arrays.pixels));
      sheet = pixelSheet(editor, () => brush, changed);
      room.replaceChildren(sheet.element);
      verdict.replaceChildren();
      near.replaceChildren();
      problem.replaceChildren();
      bars.draw(sample.probabilities, { truth: sample.label, prediction: sample.prediction });
      element.replaceChildren(body);
      changed();
    } catch (error) {
      element.replaceChildren(failure(error, refresh));
    }
  }

  function keys(event) {
    const key = event.key.toLowerCase();
    if (key === 'x' && !event.ctrlKey && !event.metaKey && event.target === sheet?.canvas) {
      brush.erase = !brush.erase;
      tool.set(brush.erase ? 'eraser' : 'pen');
      event.stopPropagation();
    } else if ((event.ctrlKey || event.metaKey) && key === 'z') {
      event.preventDefault();
      event.stopPropagation();
      step(event.shiftKey ? 'redo' : 'undo');
    }
  }
  element.addEventListener('keydown', keys);
  const off = app.view.on('sample', refresh);
  refresh();
  return {
    destroy() {
      off();
      element.removeEventListener('keydown', keys);
      [load, ask, askSoon].forEach((question) => question.cancel());
      app.map?.setGhost?.(null);
      element.replaceChildren();
    },
  };
}
