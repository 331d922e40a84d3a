/** The labeled color scale of heat maps: what a color means, in the unit of the map. */

import { h } from '../core/dom.js';
import { number } from '../core/format.js';
import { diverging, opacityOf } from './colormap.js';

const STEPS = 128;

/**
 * @param {string} label what is measured
 * @returns {{element: HTMLElement, draw: (look: {most: number, signed: boolean, opacity: number, ramp: Function}) =>
 *   void}}
 */
export function colorBar(label) {
  const canvas = h('canvas', { class: 'colorbar-ramp', width: STEPS, height: 1, 'aria-hidden': 'true' });
  const [low, middle, high] = [h('span', {}), h('span', {}), h('span', {})];
  const [against, meaning] = [h('span', {}), h('span', {})];
  const element = h('div', { class: 'colorbar', role: 'group', 'aria-label': label },
    h('div', { class: 'colorbar-words' }, against, h('span', { class: 'colorbar-name' }, label), meaning),
    canvas,
    h('div', { class: 'colorbar-ticks' }, low, middle, high));

  function draw({ most, signed, opacity, ramp }) {
    const context = canvas.getContext('2d');
    const pixels = context.createImageData(STEPS, 1);
    for (let i = 0; i < STEPS; i++) {
      const t = signed ? (2 * i) / (STEPS - 1) - 1 : i / (STEPS - 1);
      const color = signed ? diverging(t) : ramp(t);
      pixels.data.set([...color, 255 * Math.max(0.02, opacity * opacityOf(t))], 4 * i);
    }
    context.putImageData(pixels, 0, 0);
    low.textContent = signed ? `−${number(most)}` : '0';
    middle.textContent = signed ? '0' : number(most / 2);
    high.textContent = number(most);
    against.textContent = signed ? 'against' : 'little';
    meaning.textContent = signed ? 'for' : 'much';
  }
  return { element, draw };
}
