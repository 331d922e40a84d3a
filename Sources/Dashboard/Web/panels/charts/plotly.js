/** Plotly, loaded when the first chart is drawn, and never before. */

const ADDRESS = '/vendor/plotly.min.js';
let loading = null;

/**
 * @returns {Promise<object>} the library
 * @throws {Error} with `problem` and `remedy` when it is not installed
 */
export function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = ADDRESS;
    script.onload = () => (globalThis.Plotly ? resolve(globalThis.Plotly) : reject(missing('it holds no Plotly')));
    script.onerror = () => {
      script.remove();
      loading = null; // it may be installed while the page is open
      reject(missing('it is not there'));
    };
    document.head.append(script);
  });
  return loading;
}

const missing = (reason) => Object.assign(new Error(`Plotly could not be loaded: ${reason}`), {
  doing: 'loading Plotly, which draws the charts', problem: `Plotly could not be loaded: ${reason}`,
  remedy: 'Run script/bootstrap, which fetches it, and try again; until then charts are tables',
});
