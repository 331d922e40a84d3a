/** A chart's numbers as a table in the page: what a chart says to those who do not see it, or have no Plotly. */

import { h } from '../core/dom.js';
import { count, number } from '../core/format.js';

/** Rows in the page; the CSV has all. */
const MOST_ROWS = 200;

/**
 * @param {string} title
 * @param {{header: string[], rows: any[][], filters?: (string|null)[]}} table filters: of each row's samples
 * @param {(filter: string) => void} open selects the samples of a row
 * @returns {HTMLElement}
 */
export function tableView(title, { header, rows, filters = [] }, open) {
  const show = (value) => (typeof value === 'number' ? number(value, 4) : value ?? '–');
  const cell = (value) => h('td', { class: typeof value === 'number' ? 'number' : null }, show(value));
  const select = (i) => h(
    'button.link',
    { type: 'button', aria: { label: `Select the samples of row ${i + 1}` }, onclick: () => open(filters[i]) },
    'select',
  );
  const hasFilters = filters.some(Boolean);
  const line = (row, i) => h('tr', row.map(cell), hasFilters && h('td', filters[i] && select(i)));
  const head = [...header, ...(hasFilters ? ['samples'] : [])].map((name) => h('th', { scope: 'col' }, name));
  return h(
    'div.chart-table',
    { tabIndex: 0, role: 'region', aria: { label: `Table of ${title}` } },
    h(
      'table.chart-numbers',
      h('thead', h('tr', head)),
      h('tbody', rows.slice(0, MOST_ROWS).map(line)),
    ),
    rows.length > MOST_ROWS && h('p.mute', `${count(rows.length - MOST_ROWS)} rows more are in the CSV.`),
  );
}
