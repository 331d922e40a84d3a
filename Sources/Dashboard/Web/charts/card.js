/** One chart of the dashboard: its title, picture or table, notes, and what can be done with it. */

import { download, fill } from '../core/dom.js';
import { csv } from '../core/format.js';
import { latest } from '../widgets/latest-request.js';
import { canceled, empty, failure, sentence, waiting } from '../widgets/placeholders.js';
import { answerOf } from './answer.js';
import { cardFrame } from './card-frame.js';
import { picturePNG, plotly } from './plotly.js';
import { selectSamples } from './select.js';
import { tableView } from './table-view.js';
import { fileName } from './table.js';
import { config } from './theme.js';

/** Of a saved picture, in pixels before it is doubled. */
const PICTURE_WIDTH = 900;

/**
 * @param {object} chart as the API keeps it
 * @param {{scope: () => string, tools?: Node[]}} options tools: buttons of the owner, such as Edit
 * @returns {{element: HTMLElement, load: () => Promise<void>, redraw: () => void, destroy: () => void}}
 */
export function chartCard(app, chart, { scope, tools = [] }) {
  const ask = latest();
  let [answer, asTable, log, library] = [null, false, false, null];
  let drawnWidth = 0;
  const { element, room, picture, notes, logButton, press } = cardFrame(chart, tools, {
    toggleTable: () => { asTable = !asTable; press('table', asTable); redraw(); },
    toggleLog: () => { setLog(!log); redraw(); },
    saveTable,
    savePicture,
  });
  function setLog(wanted) {
    log = wanted;
    press('log', log);
  }

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
      fill(room, error.isEarly ? empty('Not yet', sentence(error.remedy)) : failure(error, load));
    } finally {
      if (!ask.busy) element.removeAttribute('aria-busy');
    }
  }

  async function redraw() {
    if (!answer) return;
    logButton.hidden = !answer.canLog;
    const within = scope() && chart.of === 'samples' ? ['within what the map shows'] : [];
    fill(notes, [...answer.notes, log && answer.logNote, ...within].filter(Boolean).join(' · '));
    if (answer.empty) {
      return fill(room, empty('No samples', 'The filter leaves none: change the filter of the chart, or of the map.'));
    }
    if (asTable) return fill(room, table());
    try {
      library = await plotly();
    } catch (error) {
      return fill(room, failure(error, redraw), table());
    }
    if (room.firstChild !== picture) fill(room, picture);
    drawnWidth = picture.clientWidth;
    const { data, layout } = answer.figure(drawnWidth || 420, log);
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

  const table = () => tableView(chart.title, answer.table(), open);

  function saveTable() {
    if (!answer) return;
    const { header, rows } = answer.table();
    download(fileName(chart.title, 'csv'), csv([header, ...rows]));
  }

  async function savePicture() {
    if (!answer) return;
    try {
      library ??= await plotly();
      download(fileName(chart.title, 'png'), await picturePNG(library, answer.figure(PICTURE_WIDTH, log), chart.title));
    } catch (error) {
      app.toast({ text: error.problem ?? error.message, kind: 'error' });
    }
  }

  const offTheme = app.on('theme', redraw);
  const resize = new ResizeObserver(() => {
    const shown = answer && !asTable && library && room.firstChild === picture;
    if (!shown || Math.abs(picture.clientWidth - drawnWidth) <= 20) return;
    redraw();
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
