/**
 * A worker: asks for WebGL2, and then draws one dot, so that the driver has compiled the shaders and built what it builds at the
 * first use.
 */
try {
  const canvas = new OffscreenCanvas(8, 8);
  canvas.getContext('webgl2'); // before anything else is fetched: this takes longest
  const { Renderer } = await import('./renderer.js');
  const renderer = new Renderer(canvas);
  for (const name of ['x', 'y']) renderer.setColumn(name, new Float32Array(1));
  for (const name of ['from', 'to', 'sizeFrom', 'sizeTo', 'flag']) renderer.setColumn(name, new Uint8Array(1));
  renderer.setOrder(Uint32Array.of(0));
  renderer.resize(8, 8, 1);
  const black = [0, 0, 0];
  renderer.draw({
    camera: { cx: 0, cy: 0, k: 1 },
    rows: [0, 1],
    blend: 0.5,
    size: [2, 0, 1, 1],
    alpha: [1, 1, 1],
    background: black,
    ink: black,
    ranges: [[0, 1]],
  });
  renderer.finish();
} catch {
  // Whoever draws the map says why it does not go.
}
postMessage('done');
