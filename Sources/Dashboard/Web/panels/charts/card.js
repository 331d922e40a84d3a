/** One chart of the dashboard: its title, picture or table, notes, and what can be done with it. */

import { download, fill, h, icon } from '../../core/dom.js';
import { count, csv, number } from '../../core/format.js';
import { latest } from '../latest.js';
import { canceled, failure, waiting } from '../states.js';
import { answerOf } from './answer.js';
import { plotly } from './plotly.js';
import { fileName } from './table.js';
import { config, tokens } from './theme.js';

/** Rows of a table in the page; the CSV has all. */
const MOST_ROWS = 200;

/**
 * @param {object} chart as the API keeps it
 * @param {{scope: () => string, tools?: Node[]}} options tools: buttons of the owner, such as Edit
 * @returns {{element: HTMLElement, load: () => Promise<void>, redraw: () => void, destroy: () => void}}
 */
export function chartCard(app, chart, { scope, tools = [] }) {
  const ask = latest();
  let [answer, asTable, log, library] = [null, false, false, null];
  const picture = h('div.chart-picture');
  const room = h('div.chart-room', picture);
  const notes = h('p.mute.small.chart-notes');
  const tableButton = h('button.bare', { type: 'button', title: 'Show as a table', 'aria-pressed': 'false', aria: { label: `Table: ${chart.title}` },
    onclick: () => { asTable = !asTable; tableButton.setAttribute('aria-pressed', String(asTable)); redraw(); } }, icon('table'));
  const logButton = h('button.small', { type: 'button', hidden: true, title: 'Logarithmic vertical axis', 'aria-pressed': 'false', aria: { label: `Logarithmic axis: ${chart.title}` },
    onclick: () => { setLog(!log); redraw(); } }, 'log');
  function setLog(wanted) {
    log = wanted;
    logButton.setAttribute('aria-pressed', String(log));
  }
  const element = h('article.chart-card', { data: { id: chart.id ?? '', kind: chart.kind } },
    h('header', h('h3', chart.title), h('div.chart-tools', logButton, tableButton,
      h('button.small', { type: 'button', aria: { label: `Save ${chart.title} as CSV` }, onclick: saveTable }, 'CSV'),
      h('button.small', { type: 'button', aria: { label: `Save ${chart.title} as PNG` }, onclick: savePicture }, 'PNG'), tools)),
    room, notes);

  async function load() {
    if (!answer) {
      fill(room, waiting('Computing', () => {
        ask.cancel();
        fill(room, canceled(load));
      }));
    }
    element.setAttribute('aria-busy', 'true');
    try {
      const found = await ask((signal) => answerOf(app, chart, scope(), { signal }));
      if (!found) return;
      if (!answer && found.suggestsLog) setLog(true);
      answer = found;
      await redraw();
    } catch (error) {
      answer = null;
      fill(room, failure(error, load));
    } finally {
      if (!ask.busy) element.removeAttribute('aria-busy');
    }
  }

  async function redraw() {
    if (!answer) return;
    logButton.hidden = !answer.canLog;
    fill(notes, [...answer.notes, scope() && chart.of === 'samples' ? 'within what the map shows' : null].filter(Boolean).join(' · '));
    if (answer.empty) return fill(room, h('div.empty', h('h3', 'No samples'), h('p', 'The filter leaves none: change the filter of the chart, or of the map.')));
    if (asTable) return fill(room, table());
    try {
      library = await plotly();
    } catch (error) {
      return fill(room, failure(error, redraw), table());
    }
    if (room.firstChild !== picture) fill(room, picture);
    const { data, layout } = answer.figure(picture.clientWidth || 420, log);
    picture.style.minHeight = `${layout.height}px`;
    await library.react(picture, data, layout, config);
    picture.setAttribute('role', 'img');
    picture.setAttribute('aria-label', `${chart.title}. The table says the same in numbers.`);
    if (!picture.dataset.listens) {
      picture.dataset.listens = 'yes';
      picture.on('plotly_click', ({ points }) => open(points.find(({ customdata }) => customdata)?.customdata));
    }
  }

  /** A bar or cell selects its samples everywhere; a dot opens its sample. */
  async function open(custom) {
    if (!custom) return;
    if (custom.row !== undefined) return app.openSample(app.data.sample(custom.row));
    await selectSamples(app, custom, chart.title);
  }

  function table() {
    const { header, rows } = answer.table();
    const show = (value) => (typeof value === 'number' ? number(value, 4) : value ?? '–');
    return h('div.chart-table', { tabIndex: 0, role: 'region', aria: { label: `Table of ${chart.title}` } },
      h('table', h('thead', h('tr', header.map((name) => h('th', { scope: 'col' }, name)), hasFilters() && h('th', { scope: 'col' }, 'samples'))),
        h('tbody', rows.slice(0, MOST_ROWS).map((row, i) => h('tr', row.map((value) => h('td', { class: typeof value === 'number' ? 'number' : null }, show(value))),
          hasFilters() && h('td', h('button.link', { type: 'button', aria: { label: `Select the samples of row ${i + 1}` }, onclick: () => open(filters()[i]) }, 'select')))))),
      rows.length > MOST_ROWS && h('p.mute', `${count(rows.length - MOST_ROWS)} rows more are in the CSV.`));
  }

  const filters = () => answer.table().filters ?? [];
  const hasFilters = () => filters().length > 0;

  function saveTable() {
    if (!answer) return;
    const { header, rows } = answer.table();
    download(fileName(chart.title, 'csv'), csv([header, ...rows]));
  }

  async function savePicture() {
    if (!answer) return;
    try {
      library ??= await plotly();
      const { data, layout } = answer.figure(900, log);
      const { background } = tokens();
      const opaque = { ...layout, paper_bgcolor: background, plot_bgcolor: background, title: { text: chart.title, x: 0.02, font: { size: 14 } }, margin: { ...layout.margin, t: (layout.margin?.t ?? 12) + 34 } };
      const address = await library.toImage({ data, layout: opaque }, { format: 'png', width: 900, height: (layout.height ?? 330) + 34, scale: 2 });
      download(fileName(chart.title, 'png'), await (await fetch(address)).blob());
    } catch (error) {
      app.toast({ text: error.problem ?? error.message, kind: 'error' });
    }
  }

  const offTheme = app.on('theme', redraw);
  const resize = new ResizeObserver(() => {
    if (answer && !asTable && library && room.firstChild === picture && Math.abs(picture.clientWidth - (picture.dataset.width ?? 0)) > 20) {
      picture.dataset.width = picture.clientWidth;
      redraw();
    }
  });
  resize.observe(room);
  return {
    element, load, redraw,
    destroy() {
      offTheme();
      resize.disconnect();
      ask.cancel();
      library?.purge(picture);
    },
  };
}

/**
 * Selects the samples of a filter in every panel.
 * @param {string} filter text
 * @param {string} label where they come from
 */
export async function selectSamples(app, filter, label) {
  try {
    const { rows } = await app.api.arrays(app.runPath(`select?filter=${encodeURIComponent(filter)}`));
    app.selection.set(rows, { label: `${label}: ${filter}` });
    app.toast({ text: `${count(rows.length)} ${rows.length === 1 ? 'sample' : 'samples'} selected`, undo: () => app.undoLast() });
  } catch (error) {
    app.toast({ text: error.line ?? error.message, kind: 'error' });
  }
}
