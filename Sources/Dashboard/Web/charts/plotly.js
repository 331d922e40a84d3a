/** Plotly, loaded when the first chart is drawn, and never before. */

import { tokens } from './theme.js';

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

/**
 * A figure as a picture with its title, on the page's background, twice as fine as on screen.
 * @param {object} library what `plotly()` gave
 * @param {{data: object[], layout: object}} figure
 * @returns {Promise<Blob>} PNG
 */
export async function picturePNG(library, { data, layout }, title) {
  const { background } = tokens();
  const opaque = {
    ...layout,
    paper_bgcolor: background,
    plot_bgcolor: background,
    title: { text: title, x: 0.02, font: { size: 14 } },
    margin: { ...layout.margin, t: (layout.margin?.t ?? 12) + 34 },
  };
  const size = { width: 900, height: (layout.height ?? 330) + 34 };
  const address = await library.toImage({ data, layout: opaque }, { format: 'png', scale: 2, ...size });
  // The page's policy lets no request go to a data: address.
  const bytes = Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: 'image/png' });
}

const missing = (reason) => Object.assign(new Error(`Plotly could not be loaded: ${reason}`), {
  doing: 'loading Plotly, which draws the charts', problem: `Plotly could not be loaded: ${reason}`,
  remedy: 'Run script/bootstrap, which fetches it, and try again; until then charts are tables',
});
