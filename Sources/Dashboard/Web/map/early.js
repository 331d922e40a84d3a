/**
 * Has a worker ask for WebGL2 while the modules of the page are on their way: whoever asks first waits until the browser's
 * graphics process is there.
 */
try {
  new Worker('/assets/map/warm.js', { type: 'module' }).onmessage = ({ target }) => target.terminate();
} catch {
  // The map then waits itself.
}
