/**
 * One heat map over its image: a tile with a title, the picture, the value under the pointer, and room for evidence.
 */

import { h } from '../core/dom.js';
import { number } from '../core/format.js';
import { colorBar } from './colorbar.js';
import { overlay } from './colormap.js';

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {object} tile
 * @param {string} tile.title
 * @param {Array<Node|string|null>} [tile.marks] beside the title: swatch, probability, 'truth'
 * @param {string} [tile.badge] words in the corner of the picture, such as 'truth'; they give way to the pointer
 * @param {() => void} [tile.onTitle] makes the title a button
 * @param {(x: number|null, y: number|null) => void} [tile.onPoint] the pixel under the pointer or the cursor keys;
 *   null when left
 * @param {boolean} [tile.ownScale] shows a scale of its own under the map
 */
export function heatMap({ title, marks = [], badge = '', onTitle = null, onPoint = () => {}, ownScale = false }) {
  const canvas = h('canvas', {
    class: 'heat-canvas', tabindex: '0', role: 'img', 'aria-label': `Heat map: ${title}. Arrow keys read values.`,
  });
  const cross = h('div', { class: 'heat-cross', hidden: true });
  const value = h('output', { class: 'heat-value' });
  const evidence = h('div', { class: 'heat-evidence' });
  const bar = ownScale ? colorBar('own scale') : null;
  const element = h('figure', { class: 'heat', 'aria-busy': 'true' },
    h(
      'figcaption',
      onTitle
        ? h('button.bare.heat-title', { type: 'button', title: 'Show this map alone', onclick: onTitle }, title)
        : h('span.heat-title', title),
      ...marks,
      value,
    ),
    h('div', { class: 'heat-picture' }, canvas, badge && h('span.heat-badge', badge), cross, h('span', { class: 'spinner', 'aria-hidden': 'true' })),
    bar?.element ?? null,
    evidence);

  let [map, width, height] = [null, 0, 0];
  let cursor = null;

  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    const x = Math.floor(((event.clientX - box.left) / box.width) * width);
    const y = Math.floor(((event.clientY - box.top) / box.height) * height);
    if (map && x >= 0 && y >= 0 && x < width && y < height) onPoint((cursor = [x, y])[0], y);
  };
  canvas.addEventListener('pointermove', point);
  canvas.addEventListener('pointerleave', () => onPoint(null, null));
  canvas.addEventListener('blur', () => onPoint(null, null));
  canvas.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    if (!map || (!move && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    if (!move) return onPoint(null, null);
    const [x, y] = cursor ?? [width >> 1, height >> 1];
    cursor = [Math.max(0, Math.min(width - 1, x + move[0])), Math.max(0, Math.min(height - 1, y + move[1]))];
    onPoint(...cursor);
  });

  /**
   * @param {Uint8ClampedArray} below RGBA of the image
   * @param {Float32Array|null} values [h, w]; null: the image alone, the map is still awaited
   * @param {{width: number, height: number}} size
   * @param {object} look as of `overlay`
   */
  function draw(below, values, size, look) {
    [map, width, height] = [values, size.width, size.height];
    [canvas.width, canvas.height] = [width, height];
    const pixels = values ? overlay(below, values, look) : below;
    canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
    element.setAttribute('aria-busy', String(!values));
    if (values) bar?.draw(look);
  }

  /** Marks a pixel and tells its value; null takes the mark away. */
  function show(x, y) {
    cross.hidden = x === null || !map;
    value.textContent = cross.hidden ? '' : number(map[y * width + x]);
    if (cross.hidden) return;
    cross.style.left = `${(100 * x) / width}%`;
    cross.style.top = `${(100 * y) / height}%`;
    cross.style.width = `${100 / width}%`;
    cross.style.height = `${100 / height}%`;
  }

  return { element, canvas, evidence, draw, show };
}
