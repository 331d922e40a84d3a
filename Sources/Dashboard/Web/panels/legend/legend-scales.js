import { h } from '../../core/dom.js';
import { number } from '../../core/format.js';
import { css } from '../../core/palette.js';
import { dotLook } from '../../map/dot-look.js';

/** The bar of a continuous color scale, with its values. "≤" and "≥": what lies beyond has the end's color. */
export function colorBar(app, { name, scale }) {
  const ramp = app.colors.ramp('ember');
  const stops = Array.from({ length: 17 }, (_, i) => css(ramp(i / 16)));
  const about = app.data.describe(name);
  const middle = scale.log ? Math.sqrt(scale.low * scale.high) : (scale.low + scale.high) / 2;
  const low = `${about.min < scale.low ? '≤ ' : ''}${number(scale.low)}`;
  const high = `${about.max > scale.high ? '≥ ' : ''}${number(scale.high)}`;
  return [
    h('div.bar', {
      role: 'img',
      aria: { label: `Color from ${low} to ${high}${scale.log ? ', logarithmic' : ''}` },
      style: { background: `linear-gradient(90deg, ${stops.join(', ')})` },
    }),
    h('div.ticks.numbers', h('span', low), h('span', number(middle)), h('span', high)),
    h('p.mute.small', [about.summary, scale.log ? 'logarithmic scale' : ''].filter(Boolean).join(' · ')),
    about.missing > 0 &&
      h(
        'p.mute.small',
        h('i.swatch', { style: { background: css(app.colors.missing) } }),
        ` ${number(about.missing)} without a value`,
      ),
  ];
}

/** Dots as large as the map draws them at first, with their values. */
export function sizeDots(app, { name, scale }) {
  if (!scale.ticks.length) return [h('p.mute.small', name === 'none' ? 'All dots have one size' : `There is no ${name} yet`)];
  const { base, extra } = dotLook({ zoom: 1, count: app.run.sample_count, kind: 'categories' });
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
