import { fill, h, icon } from '../../core/dom.js';
import { count } from '../../core/format.js';
import { failure } from '../../widgets/placeholders.js';
import { probabilityBars } from '../../widgets/probability-bars.js';
import { facts, picture, values } from './sample-facts.js';
import { mountNotes } from './sample-notes.js';
import { neighborsOf } from './sample-order.js';
import { mountWorst } from './sample-worst.js';

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
      const close = h('button', { type: 'button', onclick: () => app.view.set({ sample: null }) }, 'Close the sample');
      fill(element, failure(error, () => show(true), close));
    }
  }

  function draw(sample) {
    const notes = h('section.notes');
    const bars = probabilityBars(app);
    if (sample.probabilities) bars.draw(sample.probabilities, { truth: sample.label, prediction: sample.prediction });
    fill(
      element,
      h('header.sample-head', h('h2', sample.sample), stepper),
      h('div.sample-top', picture(app, sample), facts(app, sample)),
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
