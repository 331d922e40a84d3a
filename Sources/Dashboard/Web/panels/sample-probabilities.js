import { h } from '../core/dom.js';
import { percent } from '../core/format.js';

/** A bar for each class; truth and prediction are named at theirs. Past 20 classes the likeliest and the truth. */
export function probabilityBars(app, { probabilities, label, prediction }) {
  const all = probabilities.map((value, code) => ({ value, code }));
  const some = all.length <= 20 ? all : all.toSorted((a, b) => b.value - a.value).filter(({ code }, i) => i < 15 || code === label);
  return h(
    'ul.class-bars',
    some.map(({ value, code }) =>
      h(
        'li',
        { class: code === label ? 'is-truth' : '' },
        h('span.name', app.run.classes[code] ?? String(code)),
        h('span.track', h('span.fill', { style: { width: `${100 * value}%`, background: app.colors.ofClass(code) } })),
        h('span.numbers', percent(value)),
        h('span.named', [code === label && 'truth', code === prediction && 'prediction'].filter(Boolean).join(', ')),
      ),
    ),
  );
}
