import { fill, h } from '../core/dom.js';
import { percent } from '../core/format.js';

/** So many classes have a bar each; of more, the likeliest have one, and the truth. */
const [ALL, LIKELIEST] = [20, 15];
/** A change of probability that a tick can show. */
const VISIBLE = 0.005;

/**
 * Bars of class probabilities: truth and prediction are named at theirs, and a tick tells where a bar has stood before.
 *
 * @returns {{element: HTMLElement, draw: (probabilities: number[], marks: {truth?: ?number, prediction?: ?number,
 *   before?: number[]}) => void}} draw may be called again and again: bars move
 */
export function probabilityBars(app) {
  const element = h('ul.class-bars', { aria: { label: 'Probability of each class' } });
  let bars = [];

  function draw(probabilities, { truth, prediction, before } = {}) {
    const codes = chosen(probabilities, truth);
    if (codes.join() !== bars.map(({ code }) => code).join()) {
      bars = codes.map((code) => bar(app, code));
      fill(element, bars.map(({ row }) => row));
    }
    for (const { code, row, length, tick, value, named } of bars) {
      const now = probabilities[code];
      row.classList.toggle('is-truth', code === truth);
      length.style.width = `${100 * now}%`;
      value.textContent = percent(now);
      named.textContent = [code === truth && 'truth', code === prediction && 'prediction'].filter(Boolean).join(', ');
      tick.hidden = !before || Math.abs(before[code] - now) < VISIBLE;
      if (before) tick.style.left = `${100 * before[code]}%`;
    }
  }
  return { element, draw };
}

function bar(app, code) {
  const length = h('span.fill', { style: { background: app.colors.ofClass(code) } });
  const tick = h('span.before', { hidden: true, title: 'before' });
  const [value, named] = [h('span.numbers'), h('span.named')];
  const name = h('span.name', app.run.classes[code] ?? String(code));
  return { code, length, tick, value, named, row: h('li', name, h('span.track', length, tick), value, named) };
}

/** The classes that have a bar, in the order of the bars. */
export function chosen(probabilities, truth) {
  const codes = probabilities.map((_, code) => code);
  if (codes.length <= ALL) return codes;
  codes.sort((a, b) => probabilities[b] - probabilities[a]);
  return codes.filter((code, i) => i < LIKELIEST || code === truth);
}
