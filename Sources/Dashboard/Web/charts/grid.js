/** A chart of kind heat map: x across, split down, the figure of y as color. */

import { measure } from './table.js';
import { axis, colorScale, layout, tokens } from './theme.js';
import { groupWords, hoverText, valueWords } from './words.js';

/**
 * @param {object} result ChartResult of a query with a split
 * @returns {{data: object[], layout: object}} customdata as of `groupsFigure`
 */
export function gridFigure(app, chart, result) {
  const { query, groups } = result;
  const place = (group) => group.lower ?? group.x;
  const binned = groups.some((group) => 'lower' in group);
  const columns = new Map(groups.map((group) => [place(group), group]));
  const rows = [...new Set(groups.map((group) => group.split))];
  const keys = binned ? [...columns.keys()].sort((a, b) => a - b) : [...columns.keys()];
  const cells = new Map(groups.map((group) => [JSON.stringify([place(group), group.split]), group]));
  const at = (row, make) => keys.map((key) => {
    const group = cells.get(JSON.stringify([key, row]));
    return group ? make(group) : null;
  });
  const label = (key) => (
    binned ? groupWords(app, query, columns.get(key)).replace(`${query.x.column} `, '') : valueWords(app, query.x.column, key)
  );
  const measured = measure(query);
  return {
    data: [{
      type: 'heatmap', x: keys.map(label), y: rows.map((row) => valueWords(app, query.split, row)),
      z: rows.map((row) => at(row, (group) => group.value)),
      customdata: rows.map(
        (row) => at(row, (group) => group.filter),
      ),
      hovertext: rows.map(
        (row) => at(row, (group) => hoverText(app, query, group, measured)),
      ), hoverinfo: 'text', hoverongaps: false,
      colorscale: colorScale(app.colors.ramp('ember')), xgap: 1, ygap: 1,
      colorbar: {
        title: { text: measured, side: 'right', font: { size: 11 } },
        thickness: 10,
        outlinewidth: 0,
        tickfont: { color: tokens().mute, size: 10 },
      },
    }],
    layout: layout({
      height: Math.max(260, 28 * rows.length + 90),
      xaxis: axis(query.x.column, { type: 'category' }),
      yaxis: axis(query.split, { type: 'category', autorange: 'reversed' }),
    }),
  };
}
