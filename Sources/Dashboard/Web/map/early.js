/**
 * No module, so that it runs as soon as it is there: has a worker ask for WebGL2 while the modules of the page are on their
 * way, as whoever asks first waits until the browser's graphics process has started.
 */
try {
  new Worker('/assets/map/preheat.js', { type: 'module' }).onmessage = ({ target }) => target.terminate();
} catch {
  // The map then waits itself.
}
