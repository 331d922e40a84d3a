import { Renderer } from './renderer.js';

/**
 * Begins with WebGL2 while the other modules are still on their way: the browser starts its graphics process, the shaders
 * are compiled, and a first dot makes the driver build what it builds at the first use.
 */
let early = null;

const canvas = document.createElement('canvas');
try {
  early = new Renderer(canvas);
  for (const name of ['x', 'y']) early.setColumn(name, new Float32Array(1));
  for (const name of ['from', 'to', 'sizeFrom', 'sizeTo', 'flag']) early.setColumn(name, new Uint8Array(1));
  early.setOrder(Uint32Array.of(0));
  early.resize(8, 8, 1);
  const black = [0, 0, 0];
  const camera = { cx: 0, cy: 0, k: 1 };
  early.draw({
    camera,
    rows: [0, 1],
    blend: 0.5,
    size: [2, 0, 1, 1],
    alpha: [1, 1, 1],
    background: black,
    ink: black,
    ranges: [[0, 1]],
  });
} catch {
  early = null; // whoever asks makes one, and says why it does not go
}

/** The renderer that was begun with, once; null when there is none. */
export function takeEarly() {
  const renderer = early;
  early = null;
  return renderer;
}
