import { fill, h, icon } from '../core/dom.js';
import { count, number, percent } from '../core/format.js';
import { emptyState, errorState } from '../core/toast.js';
import { probabilityBars } from './probability-bars.js';
import { mountNotes } from './sample-notes.js';
import { mountWorst } from './sample-worst.js';
import { neighborsOf } from './sample-order.js';

/** One sample: its picture, what the model says of it, all its values, note and tags. */
export function mount(element, app) {
  let request = null;
  let shownSample = null;
  const offs = [
    app.view.on('sample', () => show()),
    app.selection.on(() => steps()),
    app.on('theme', () => show(true)),
    app.events.on('annotations', ({ sample }) => sample === shownSample && refreshNotes()),
    app.keys.add(['j', ']'], 'Next sample of the selection', () => step(1), { group: 'Sample' }),
    app.keys.add(['k', '['], 'Previous sample', () => step(-1), { group: 'Sample' }),
    app.keys.add('a', 'Analyze the sample', () => shownSample && app.analyze(shownSample), { group: 'Sample' }),
    app.keys.add('s', 'Fetch its similars', () => shownSample && app.fetchSimilars(shownSample), { group: 'Sample' }),
  ];
  const stepper = h('div.stepper');
  let worst = null;
  let annotation = null; // what mountNotes() returned

  async function show(again = false) {
    const { sample } = app.view.get();
    if (sample === shownSample && !again) return;
    request?.abort();
    worst?.destroy();
    worst = null;
    shownSample = sample;
    if (!sample) {
      worst = mountWorst(element, app);
      return;
    }
    const mine = (request = new AbortController());
    try {
      const path = app.runPath(`samples/${encodeURIComponent(sample)}`);
      const answer = await app.api.get(path, { signal: mine.signal });
      if (mine.signal.aborted) return;
      draw(answer);
    } catch (error) {
      if (error.name === 'AbortError') return;
      errorState(element, error, () => show(true));
      element.append(h('p', h('button', { type: 'button', onclick: () => app.view.set({ sample: null }) }, 'Close the sample')));
    }
  }

  function draw(sample) {
    const notes = h('section.notes');
    const bars = probabilityBars(app);
    if (sample.probabilities) bars.draw(sample.probabilities, { truth: sample.label, prediction: sample.prediction });
    fill(
      element,
      h('header.sample-head', h('h2', sample.sample), stepper),
      h('div.sample-top', picture(sample), facts(sample)),
      h(
        'div.actions',
        h('button.primary', { type: 'button', onclick: () => app.analyze(sample.sample) }, 'Analyze sample'),
        h('button', { type: 'button', onclick: () => app.fetchSimilars(sample.sample) }, 'Fetch similars'),
        h('button', { type: 'button', title: 'Move the map to this sample', onclick: () => center(sample.row) }, 'Show on map'),
      ),
      sample.probabilities && [h('h3', 'Probabilities'), bars.element],
      notes,
      h('h3', 'Values'),
      values(sample),
    );
    annotation = mountNotes(notes, app, sample);
    steps();
  }

  /** Somebody has written a note, perhaps in another window. */
  async function refreshNotes() {
    const sample = shownSample;
    const fresh = await app.api.get(app.runPath(`samples/${encodeURIComponent(sample)}`)).catch(() => null);
    if (fresh && sample === shownSample) annotation?.update(fresh);
  }

  function picture({ sample, label_name: truth }) {
    const side = Math.max(1, Math.floor(224 / Math.max(app.images.width, app.images.height)));
    return h('img.picture', {
      src: app.images.address(sample, 1),
      width: app.images.width * side,
      height: app.images.height * side,
      alt: `Image of ${sample}${truth ? `, truth ${truth}` : ''}`,
    });
  }

  function facts({ label, label_name: truth, prediction, prediction_name: said, correct, loss, probabilities }) {
    const dot = (code) => h('i.swatch', { style: { background: app.colors.ofClass(code) } });
    const row = (name, ...value) => [h('dt', name), h('dd', value)];
    return h(
      'dl.sample-facts',
      row('Truth', label === null || label === undefined ? h('span.mute', 'no label') : [dot(label), truth]),
      row('Prediction', dot(prediction), said, verdict(correct)),
      probabilities && row('Probability', percent(probabilities[prediction])),
      row('Loss', h('span.numbers', number(loss, 4))),
    );
  }

  function verdict(correct) {
    if (correct === null || correct === undefined) return null;
    return h('span.verdict', { class: correct ? 'good' : 'bad' }, correct ? '✓ right' : '✗ wrong');
  }

  function values({ columns }) {
    const groups = Map.groupBy(columns, ({ source }) => source);
    return [...groups].map(([source, list]) =>
      h(
        'details.values',
        { open: true },
        h('summary', source, h('span.mute', ` ${list.length}`)),
        h('table', h('tbody', list.map(({ name, value, summary, kind }) =>
          h('tr', h('th', { scope: 'row', title: summary }, name), h('td.numbers', { title: String(value) }, valueText(value, kind)))))),
      ),
    );
  }

  function center(row) {
    if (!app.map?.isShown(row)) {
      app.toast({ text: 'The sample is not among those shown: change subsets, filter or legend' });
      return;
    }
    const [cx, cy] = app.map.place(row);
    app.map.camera.flyTo({ cx, cy, zoom: Math.max(app.map.camera.zoom, 4) });
  }

  function steps() {
    const row = app.data.row(shownSample);
    const { at, of, by } = neighborsOf(app, row);
    const button = (name, way, title) =>
      h('button.bare', { type: 'button', title, aria: { label: title }, onclick: () => step(way) }, icon(name));
    fill(
      stepper,
      h('span.mute.numbers', at >= 0 ? `${count(at + 1)} of ${count(of)} ${by}` : `not ${by}`),
      button('previous', -1, 'Previous (K)'),
      button('next', 1, 'Next (J)'),
      h(
        'button.bare',
        {
          type: 'button',
          title: 'Close',
          aria: { label: 'Close the sample' },
          onclick: () => app.view.set({ sample: null }, { push: true }),
        },
        icon('close'),
      ),
    );
  }

  function step(way) {
    const { previous, next } = neighborsOf(app, app.data.row(shownSample));
    const row = way < 0 ? previous : next;
    if (row >= 0) app.openSample(app.data.sample(row));
  }

  if (!app.view.get().sample) emptyState(element, { title: '' });
  shownSample = undefined;
  show();
  return {
    destroy() {
      for (const off of offs) off();
      request?.abort();
      worst?.destroy();
    },
  };
}

/** A value with the digits that matter: 7.71, 0.0338, 1.2e-7. */
function valueText(value, kind) {
  if (value === null || value === undefined) return h('span.mute', '–');
  if (kind === 'bool') return value ? 'true' : 'false';
  if (kind === 'int64' && Math.abs(value) < 1e15) return String(value).replace('-', '−');
  return number(value);
}
