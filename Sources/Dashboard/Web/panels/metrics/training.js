/** Training curves: loss and accuracy by batch and by epoch, of training and validation, live while a training runs. */

import { Batches } from '../../charts/batches.js';
import { picturePNG, plotly } from '../../charts/plotly.js';
import { fileName } from '../../charts/table.js';
import { config } from '../../charts/theme.js';
import { trainingFigure } from '../../charts/training-figure.js';
import { download, fill, h } from '../../core/dom.js';
import { csv } from '../../core/format.js';
import { segments, slider } from '../../widgets/controls.js';
import { debounced, latest } from '../../widgets/latest-request.js';
import { canceled, empty, failure, waiting } from '../../widgets/placeholders.js';
import { epochTable, summaryOf, trainingCard } from './training-card.js';

const NAMES = ['loss', 'accuracy'];
/** A live training is drawn at most this often, in milliseconds. */
const REDRAW_PAUSE = 700;

/**
 * @param {HTMLElement} element
 * @returns {{destroy: () => void}}
 */
export function mount(element, app) {
  const ask = latest();
  let [batches, library] = [new Batches(), null];
  const look = { half: 25, by: 'step', log: true };
  const pictures = { loss: h('div.chart-picture'), accuracy: h('div.chart-picture') };
  const live = h('span.tag.tag-live', { hidden: true }, 'training now');
  const smoothing = slider(
    'Smoothing',
    { min: 0, max: 200, step: 5, value: look.half, text: (value) => (value ? `${2 * value + 1} batches` : 'none') },
    (value) => { look.half = value; draw(); },
  );
  const by = segments(
    'Horizontal axis',
    [{ value: 'step', text: 'batch' }, { value: 'epoch', text: 'epoch' }, { value: 'seconds', text: 'time' }],
    look.by,
    (value) => { look.by = value; draw(); },
  );
  const scale = segments(
    'Loss axis',
    [{ value: 'log', text: 'log loss' }, { value: 'linear', text: 'linear' }],
    'log',
    (value) => { look.log = value === 'log'; draw(); },
  );
  const state = h('div');
  const body = h('div.training-pictures.chart-cards', NAMES.map((name) => trainingCard(name, pictures[name], { saveTable, savePicture })));
  fill(
    element,
    h(
      'div.panel-head',
      h('h2.section-title', 'Training', live),
      h('div.controls', by.element, scale.element, smoothing.element),
    ),
    state,
    body,
  );
  const soon = debounced(more, REDRAW_PAUSE);

  async function load() {
    batches = new Batches();
    body.hidden = true;
    fill(state, waiting('Reading the training', () => {
      ask.cancel();
      fill(state, canceled(load));
    }));
    try {
      const answer = await ask((signal) => app.api.arrays(app.runPath('training'), { signal }));
      if (!answer) return;
      batches.add(answer);
      fill(state);
      await draw();
    } catch (error) {
      fill(state, failure(error, load));
    }
  }

  /** Only the batches that are new. */
  async function more() {
    try {
      const answer = await ask((signal) => app.api.arrays(app.runPath(`training?from=${batches.next}`), { signal }));
      if (!answer) return;
      batches.add(answer);
      await draw();
    } catch {
      // The next event asks again; what is drawn stays.
    }
  }

  async function draw() {
    const running = app.project?.runs?.find(({ name }) => name === app.run.name)?.state === 'running';
    live.hidden = !running;
    if (!batches.count && !batches.epochs.length) {
      body.hidden = true;
      fill(
        state,
        empty(
          'No training yet',
          running
            ? 'It has begun: the first batches appear here by themselves.'
            : 'This run took its weights from elsewhere, or stopped before the first batch.',
        ),
      );
      return;
    }
    try {
      library ??= await plotly();
    } catch (error) {
      body.hidden = true;
      fill(state, failure(error, draw), epochTable(batches.epochs));
      return;
    }
    fill(state);
    body.hidden = false;
    for (const name of NAMES) {
      const { data, layout } = trainingFigure(app, batches, name, look);
      pictures[name].setAttribute('role', 'img');
      pictures[name].setAttribute('aria-label', summaryOf(name, batches.epochs));
      await library.react(pictures[name], data, layout, config);
    }
  }

  function saveTable() {
    download(fileName(`training ${app.run.name}`, 'csv'), csv([Batches.names, ...batches.rows()]));
  }

  async function savePicture(name) {
    try {
      const picture = await picturePNG(library, trainingFigure(app, batches, name, look), `${name} of ${app.run.name}`);
      download(fileName(`${name} ${app.run.name}`, 'png'), picture);
    } catch (error) {
      app.toast({ text: error.problem ?? error.message, kind: 'error' });
    }
  }

  const offs = [
    app.events.on('training', ({ run }) => run === app.run?.name && soon()),
    app.events.on('reconnect', soon), app.on('theme', draw), app.on('project', draw),
  ];
  load();
  return {
    destroy() {
      offs.forEach((off) => off());
      soon.cancel();
      ask.cancel();
      for (const picture of Object.values(pictures)) library?.purge(picture);
      fill(element);
    },
  };
}
