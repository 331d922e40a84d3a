/** The heat maps of one sample side by side: asks for them and for their evidence, and draws them on shared scales. */

import { h } from '../../core/dom.js';
import { heatMap } from '../heatmap.js';
import { evidenceOf, legend, randomizationSentence } from '../evidence.js';
import { debounced, latest } from '../latest.js';
import { percent } from '../../core/format.js';
import { ramp } from '../../core/palette.js';
import { canceled, failure, working } from '../states.js';
import { colorBar } from './colorbar.js';
import { imagePixels, magnitude } from './colormap.js';
import { classOfTarget, expectedTargets, isLoss, textOfTarget, titleOfTarget } from './targets.js';

/**
 * Evidence costs many runs of the model, so it is a question of its own, which waits until a person has stopped choosing. It is about
 * the maps that are shown, and the server paints none of them again.
 */
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
  const grid = h('div', { class: 'heat-grid' });
  const note = h('div', { class: 'heat-note' });
  const element = h('div', { class: 'heat-maps' }, status, bar.element, grid, note);
  const look = { opacity: 0.85, shared: true };
  let [question, sample, answer, tiles] = [null, null, null, []];
  const api = { element, load, look: setLook, cancel, fail, get sample() { return sample; } };

  /** @param {'heatmaps'|'evidence'} what */
  function path(what) {
    const words = new URLSearchParams({ targets: question.targets });
    if (question.method) words.set('method', question.method);
    if (question.layer) words.set('layer', question.layer);
    return app.runPath(`samples/${encodeURIComponent(question.sample)}/${what}?${words}`);
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
    for (const tile of tiles) tile.element.setAttribute('aria-busy', 'true');
    status.replaceChildren(working(`Computing ${wanted.method ?? 'heat'} maps of ${wanted.sample}`, () => {
      cancel();
      status.replaceChildren(canceled(() => load(wanted)));
    }));
    try {
      const found = await ask(async (signal) => {
        const arrays = app.api.arrays(path('heatmaps'), { signal });
        arrays.catch(() => {}); // told below
        if (other || !sample) await meet(wanted, signal);
        return arrays;
      });
      if (!found) return;
      answer = found;
      status.replaceChildren();
      build(answer.header.targets);
      paint();
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
    build(expectedTargets(wanted.targets, app.run.classes.length, facts));
    const [channels, height, width] = pixels.shapes.pixels;
    const below = imagePixels(pixels.pixels, channels, width * height);
    setAspect(width, height);
    for (const tile of tiles) tile.draw(below, null, { width, height }, look);
  }

  function fail(error, retry) {
    answer = null;
    tiles = [];
    grid.replaceChildren();
    bar.element.hidden = true;
    status.replaceChildren(failure(error, () => { question = null; retry(); }, ...onFail(error)));
  }

  function cancel() {
    ask.cancel();
    askEvidence.cancel();
    later.cancel();
    question = null;
    for (const tile of tiles) tile.element.removeAttribute('aria-busy');
  }

  function build(targets) {
    tiles = targets.map((name) => heatMap({
      title: titleOfTarget(name, app.run.classes),
      marks: marks(name),
      badge: badge(name),
      onTitle: targets.length > 1 ? () => app.view.set({ target: textOfTarget(name) }, { push: true }) : null,
      ownScale: !look.shared || isLoss(name),
      onPoint: point,
    }));
    bar.element.hidden = !look.shared || targets.every(isLoss);
    grid.classList.toggle('alone', tiles.length === 1);
    grid.replaceChildren(...tiles.map((tile) => tile.element));
  }

  const setAspect = (width, height) => grid.style.setProperty('--aspect', `${width} / ${height}`);

  function marks(name) {
    const number = classOfTarget(name);
    if (number === null) return [];
    const swatch = h('i', { class: 'swatch' });
    swatch.style.background = app.colors.ofClass(number);
    return [swatch, h('span', { class: 'mute number', title: 'probability' }, percent(sample.probabilities?.[number]))];
  }

  function badge(name) {
    const number = classOfTarget(name);
    if (number === null) return '';
    return [number === sample.label && 'truth', number === sample.prediction && 'read'].filter(Boolean).join(', ');
  }

  function paint() {
    if (!answer) return;
    const { maps: all, image, header, shapes } = answer;
    const [, height, width] = shapes.maps;
    setAspect(width, height);
    const count = width * height;
    const below = imagePixels(image, shapes.image[0], count);
    const map = (i) => all.subarray(i * count, (i + 1) * count);
    const heat = ramp('ember'); // the dark variant in both themes: what lies below is the image
    const shared = Math.max(0, ...header.targets.map((name, i) => (isLoss(name) ? 0 : magnitude(map(i)))));
    const common = { signed: header.signed, opacity: look.opacity, ramp: heat };
    tiles.forEach((tile, i) => {
      const most = look.shared && !isLoss(header.targets[i]) ? shared : magnitude(map(i));
      tile.draw(below, map(i), { width, height }, { ...common, most });
    });
    bar.element.classList.remove('pending');
    bar.draw({ ...common, most: shared });
    const several = tiles.length > 1 ? ' · one scale for all classes' : '';
    bar.element.setAttribute('aria-label', header.method + several);
    bar.element.querySelector('.colorbar-name').textContent = header.method + several;
  }

  function setLook(patch) {
    const rebuild = 'shared' in patch && patch.shared !== look.shared;
    Object.assign(look, patch);
    if (!answer) return;
    if (rebuild) {
      build(answer.header.targets);
      paint();
      showEvidence();
    } else {
      paint();
    }
  }

  /** The same pixel in every map. */
  function point(x, y) {
    for (const tile of tiles) tile.show(x, y);
  }

  async function loadEvidence() {
    const mine = answer;
    note.replaceChildren(working('Measuring how far these maps can be believed', () => {
      askEvidence.cancel();
      note.replaceChildren(canceled(loadEvidence));
    }));
    try {
      const found = await askEvidence((signal) => app.api.get(path('evidence'), { signal }));
      if (!found || mine !== answer) return;
      answer.evidence = found;
      showEvidence();
    } catch (error) {
      note.replaceChildren(failure(error, loadEvidence));
    }
  }

  function showEvidence() {
    const { evidence } = answer;
    if (!evidence) return;
    tiles.forEach((tile, i) => tile.evidence.replaceChildren(evidenceOf(evidence, i)));
    note.replaceChildren(
      legend(), h('p', { class: 'small randomization' }, randomizationSentence(evidence.randomization)),
    );
  }

  return api;
}
