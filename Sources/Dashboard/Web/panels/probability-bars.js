/** Bars of all class probabilities: the true class marked, and where they stood before as a tick. */

import { h } from '../core/dom.js';
import { percent } from '../core/format.js';

/**
 * @returns {{element: HTMLElement, draw: (probabilities: number[], marks: {truth?: number, before?: number[]}) => void}}
 */
export function probabilityBars(app) {
  const element = h('ol', { class: 'probabilities', 'aria-label': 'Probability of each class' });
  let rows = [];

  function build(count) {
    rows = Array.from({ length: count }, (_, number) => {
      const fill = h('span', { class: 'probability-fill' });
      fill.style.background = app.colors.ofClass(number);
      const tick = h('span', { class: 'probability-before', hidden: true });
      const value = h('span', { class: 'number' });
      const name = h('span', { class: 'probability-name' }, app.run.classes[number] ?? number);
      const mark = h('span', { class: 'tag', hidden: true }, 'truth');
      return {
        fill,
        tick,
        value,
        mark,
        row: h(
          'li', h('span.probability-class', name, mark), h('span', { class: 'probability-track' }, fill, tick), value,
        ),
      };
    });
    element.replaceChildren(...rows.map(({ row }) => row));
  }

  function draw(probabilities, { truth, before } = {}) {
    if (rows.length !== probabilities.length) build(probabilities.length);
    rows.forEach(({ fill, tick, value, mark }, number) => {
      fill.style.width = `${100 * probabilities[number]}%`;
      value.textContent = percent(probabilities[number]);
      mark.hidden = number !== truth;
      tick.hidden = !before;
      if (before) tick.style.left = `${100 * before[number]}%`;
    });
  }
  return { element, draw };
}
