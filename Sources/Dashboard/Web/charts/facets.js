/** Small multiples: a grid of plots on equal axes. */

import { axis, tokens } from './theme.js';
import { escape } from './words.js';

const [COLUMN_WIDTH, ROW_HEIGHT, GAP_X, GAP_Y] = [118, 138, 0.02, 30];

/** Name of an axis in a trace: x, x2, x3. */
export const axisName = (letter, i) => (i ? `${letter}${i + 1}` : letter);

/**
 * @param {string[]} titles one a plot
 * @param {{width: number, x: object, y: object, xTitle: string, yTitle: string}} options
 *   width: pixels that there are; x, y: what their axes share, such as the type
 * @returns {{layout: object, height: number}} axes and titles of a Plotly layout
 */
export function facetLayout(titles, { width, x = {}, y = {}, xTitle, yTitle }) {
  const most = Math.max(1, Math.min(titles.length, Math.floor(width / COLUMN_WIDTH)));
  const rows = Math.ceil(titles.length / most);
  const columns = Math.ceil(titles.length / rows);
  const height = rows * (ROW_HEIGHT + GAP_Y) + 40;
  const plot = { width: (1 - (columns - 1) * GAP_X) / columns, gap: GAP_Y / (height - 40) };
  plot.height = (1 - rows * plot.gap) / rows;
  const { ink } = tokens();
  const layout = { annotations: [] };
  titles.forEach((title, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const left = column * (plot.width + GAP_X);
    const top = 1 - row * (plot.height + plot.gap) - plot.gap;
    const isLowest = i + columns >= titles.length;
    const suffix = i ? i + 1 : '';
    layout[`xaxis${suffix}`] = axis('', {
      ...x,
      domain: [left, left + plot.width],
      anchor: axisName('y', i),
      showticklabels: isLowest,
      ...(i ? { matches: 'x' } : {}),
    });
    layout[`yaxis${suffix}`] = axis('', {
      ...y,
      domain: [top - plot.height, top],
      anchor: axisName('x', i),
      showticklabels: column === 0,
      ...(i ? { matches: 'y' } : {}),
    });
    layout.annotations.push({
      text: escape(title),
      x: left,
      y: top,
      xref: 'paper',
      yref: 'paper',
      xanchor: 'left',
      yanchor: 'bottom',
      showarrow: false,
      font: { size: 11.5, color: ink },
    });
  });
  const outside = { xref: 'paper', yref: 'paper', showarrow: false, font: { size: 11.5, color: ink } };
  layout.annotations.push(
    { ...outside, text: escape(xTitle), x: 0.5, y: 0, yanchor: 'top', yshift: -22 },
    { ...outside, text: escape(yTitle), x: 0, y: 0.5, textangle: -90, xanchor: 'right', xshift: -52 });
  return { layout, height };
}
