import { h } from '../core/dom.js';
import { number } from '../core/format.js';
import { look } from '../map/look.js';

/** Dots as large as the map draws them at first, with their values. */
export function sizeDots(app, { name, scale }) {
  if (!scale.ticks.length) return [h('p.mute.small', name === 'none' ? 'All dots have one size' : `There is no ${name} yet`)];
  const { base, extra } = look({ zoom: 1, count: app.run.sample_count, kind: 'categories' });
  const about = app.data.describe(name);
  return [
    h(
      'div.dots.numbers',
      scale.ticks.map((value, i) => {
        const side = `${2 * (base + extra * scale.position(value))}px`;
        const beyond = i === scale.ticks.length - 1 && about.max > value ? '≥ ' : '';
        return h('span', h('i', { style: { width: side, height: side } }), `${beyond}${number(value, 2)}`);
      }),
    ),
  ];
}
