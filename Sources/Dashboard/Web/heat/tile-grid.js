/** The heat maps of one sample as tiles side by side, on shared scales. */

import { h } from '../core/dom.js';
import { percent } from '../core/format.js';
import { ramp } from '../core/palette.js';
import { imagePixels, magnitude } from './colormap.js';
import { evidenceOf } from './evidence.js';
import { heatMap } from './heatmap.js';
import { classOfTarget, isLoss, textOfTarget, titleOfTarget } from './targets.js';

/**
 * @param {object} bar the shared color scale, of `colorBar`
 * @param {{opacity: number, shared: boolean}} look changed by the owner, who then builds or paints
 */
export function tileGrid(app, bar, look) {
  const element = h('div', { class: 'heat-grid' });
  let tiles = [];

  /** Empty tiles for targets by their names. @param {object} sample as the API gives it */
  function build(targets, sample) {
    tiles = targets.map((name) => heatMap({
      title: titleOfTarget(name, app.run.classes),
      marks: marks(name, sample),
      badge: badge(name, sample),
      onTitle: targets.length > 1 ? () => app.view.set({ target: textOfTarget(name) }, { push: true }) : null,
      ownScale: !look.shared || isLoss(name),
      onPoint: point,
    }));
    bar.element.hidden = !look.shared || targets.every(isLoss);
    element.classList.toggle('alone', tiles.length === 1);
    element.replaceChildren(...tiles.map((tile) => tile.element));
  }

  const setAspect = (width, height) => element.style.setProperty('--aspect', `${width} / ${height}`);

  function marks(name, sample) {
    const number = classOfTarget(name);
    if (number === null) return [];
    const swatch = h('i', { class: 'swatch' });
    swatch.style.background = app.colors.ofClass(number);
    return [swatch, h('span', { class: 'mute number', title: 'probability' }, percent(sample.probabilities?.[number]))];
  }

  function badge(name, sample) {
    const number = classOfTarget(name);
    if (number === null) return '';
    return [number === sample.label && 'truth', number === sample.prediction && 'read'].filter(Boolean).join(', ');
  }

  /** The image alone, while its maps are awaited. @param {object} answer arrays of the sample's pixels */
  function preview({ pixels, shapes }) {
    const [channels, height, width] = shapes.pixels;
    const below = imagePixels(pixels, channels, width * height);
    setAspect(width, height);
    for (const tile of tiles) tile.draw(below, null, { width, height }, look);
  }

  /** @param {object} answer arrays of the heat maps, a map for each tile */
  function paint({ maps: all, image, header, shapes }) {
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

  /** The same pixel in every map. */
  function point(x, y) {
    for (const tile of tiles) tile.show(x, y);
  }

  /** @param {object} evidence as of `evidenceOf` */
  function showEvidence(evidence) {
    tiles.forEach((tile, i) => tile.evidence.replaceChildren(evidenceOf(evidence, i)));
  }

  /** New maps are under way. */
  function wait() {
    for (const tile of tiles) tile.element.setAttribute('aria-busy', 'true');
  }

  /** No maps will come. */
  function rest() {
    for (const tile of tiles) tile.element.removeAttribute('aria-busy');
  }

  function clear() {
    tiles = [];
    element.replaceChildren();
    bar.element.hidden = true;
  }
  return { element, build, preview, paint, showEvidence, wait, rest, clear };
}
