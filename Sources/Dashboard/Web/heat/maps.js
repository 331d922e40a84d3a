/** The heat maps of one sample side by side: asks for them and for their evidence, and draws them on shared scales. */

import { h } from '../core/dom.js';
import { debounced, latest } from '../widgets/latest-request.js';
import { canceled, failure, working } from '../widgets/placeholders.js';
import { colorBar } from './colorbar.js';
import { legend, randomizationSentence } from './evidence.js';
import { expectedTargets } from './targets.js';
import { tileGrid } from './tile-grid.js';

/** Evidence costs many runs of the model, so it waits until a person has stopped choosing. */
const EVIDENCE_PAUSE = 350;

/**
 * @param {object} options
 * @param {(error: Error) => Node[]} options.onFail buttons beside the message
 * @param {() => void} [options.onLoad] the sample is known
 */
export function maps(app, { onFail, onLoad = () => {} }) {
  const ask = latest();
  const askEvidence = latest();
  const later = debounced(loadEvidence, EVIDENCE_PAUSE);
  const bar = colorBar('heat');
  bar.element.classList.add('pending');
  const status = h('div', { class: 'heat-status' });
  const note = h('div', { class: 'heat-note' });
  const look = { opacity: 0.85, shared: true };
  const tiles = tileGrid(app, bar, look);
  const element = h('div', { class: 'heat-maps' }, status, bar.element, tiles.element, note);
  let [question, sample, answer] = [null, null, null];
  const api = { element, load, look: setLook, cancel, fail, get sample() { return sample; } };

  function path(evidence) {
    const words = new URLSearchParams({ targets: question.targets });
    if (question.method) words.set('method', question.method);
    if (question.layer) words.set('layer', question.layer);
    if (evidence) words.set('evidence', '1');
    return app.runPath(`samples/${encodeURIComponent(question.sample)}/heatmaps?${words}`);
  }

  /** @param {{sample: string, targets: string, method: string|null, layer: string|null}} wanted */
  async function load(wanted) {
    if (question && JSON.stringify(wanted) === JSON.stringify(question) && (answer || ask.busy)) return;
    const other = question?.sample !== wanted.sample;
    question = wanted;
    askEvidence.cancel();
    later.cancel();
    note.replaceChildren();
    answer = null;
    if (other) sample = null;
    tiles.wait();
    status.replaceChildren(working(`Computing ${wanted.method ?? 'heat'} maps of ${wanted.sample}`, () => {
      cancel();
      status.replaceChildren(canceled(() => load(wanted)));
    }));
    try {
      const found = await ask(async (signal) => {
        const arrays = app.api.arrays(path(false), { signal });
        arrays.catch(() => {}); // told below
        if (other || !sample) await meet(wanted, signal);
        return arrays;
      });
      if (!found) return;
      answer = found;
      status.replaceChildren();
      tiles.build(answer.header.targets, sample);
      tiles.paint(answer);
      later();
    } catch (error) {
      fail(error, () => load(wanted));
    }
  }

  /** The sample itself, which is there long before its maps: tiles with its picture. */
  async function meet(wanted, signal) {
    const place = app.runPath(`samples/${encodeURIComponent(wanted.sample)}`);
    const [facts, pixels] = await Promise.all(
      [app.api.get(place, { signal }), app.api.arrays(`${place}/pixels`, { signal })],
    );
    if (signal.aborted) return;
    sample = facts;
    onLoad();
    tiles.build(expectedTargets(wanted.targets, app.run.classes.length, facts), sample);
    tiles.preview(pixels);
  }

  function fail(error, retry) {
    answer = null;
    tiles.clear();
    status.replaceChildren(failure(error, () => { question = null; retry(); }, ...onFail(error)));
  }

  function cancel() {
    ask.cancel();
    askEvidence.cancel();
    later.cancel();
    question = null;
    tiles.rest();
  }

  function setLook(patch) {
    const rebuild = 'shared' in patch && patch.shared !== look.shared;
    Object.assign(look, patch);
    if (!answer) return;
    if (rebuild) {
      tiles.build(answer.header.targets, sample);
      tiles.paint(answer);
      showEvidence();
    } else {
      tiles.paint(answer);
    }
  }

  async function loadEvidence() {
    const mine = answer;
    note.replaceChildren(working('Measuring how far these maps can be believed', () => {
      askEvidence.cancel();
      note.replaceChildren(canceled(loadEvidence));
    }));
    try {
      const found = await askEvidence((signal) => app.api.arrays(path(true), { signal }));
      if (!found || mine !== answer) return;
      answer.evidence = found.header;
      showEvidence();
    } catch (error) {
      note.replaceChildren(failure(error, loadEvidence));
    }
  }

  function showEvidence() {
    const { evidence } = answer;
    if (!evidence) return;
    tiles.showEvidence(evidence);
    note.replaceChildren(
      legend(), h('p', { class: 'small randomization' }, randomizationSentence(evidence.randomization)),
    );
  }

  return api;
}
