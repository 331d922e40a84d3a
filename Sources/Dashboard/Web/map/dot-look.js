/**
 * Base radius and extra radius of the largest dot in CSS pixels, and opacities, by zoom and number of dots, and by the
 * room that all of them have when the map fits: pixels of its longer side.
 */
export function dotLook({ zoom, count, kind, room = 760 }) {
  // Past 70,000 dots each gets smaller and paler, so that the whole stays as dense.
  const density = Math.min(1, Math.sqrt(70_000 / Math.max(count, 1)));
  const crowd = Math.min(1, room / 760);
  const few = Math.min(1.6, (2000 / Math.max(count, 1)) ** 0.15); // and a few hundred may be larger
  const base = Math.min(3.6, 1.3 * zoom ** 0.42 * Math.sqrt(density) * Math.max(few, 1) * crowd ** 0.55);
  const extra = 4.1 * Math.min(1.8, zoom ** 0.28) * density ** 0.3 * crowd ** 0.5;
  const opacity = (kind === 'ramp' ? 0.6 : 0.42) * zoom ** 0.35 * density ** 0.85 * crowd ** 0.6;
  const alpha = Math.min(0.9, opacity * Math.max(few, 1) ** 2);
  return { base, extra, alpha: [alpha, 0.96, 0.14] };
}

/** Radius in CSS pixels of a dot with a size byte. */
export const radius = ({ base, extra }, byte) => base + (extra * byte) / 255;
