import { valueOf } from '../core/columns.js';
import { download, fill, h, icon } from '../core/dom.js';
import { csv } from '../core/format.js';
import { zoomedAt } from './pointer.js';

const tools = [
  { name: 'pan', title: 'Move', key: 'v' },
  { name: 'lasso', title: 'Lasso: Shift adds, Alt removes', key: 'l' },
  { name: 'box', title: 'Box: Shift adds, Alt removes', key: 'b' },
];

/** The buttons on the map: what a drag does, zoom, table, downloads. @returns {() => string} the present tool */
export function mountTools(element, app, map, overlay) {
  let tool = 'pan';
  const { camera } = map;
  const choose = (name) => {
    tool = name;
    map.element.dataset.tool = name;
    tools.forEach((one, i) => buttons[i].setAttribute('aria-pressed', String(one.name === name)));
  };
  const button = (name, label, onclick, key = '') => {
    const title = key ? `${label} (${key.toUpperCase()})` : label;
    return h('button.bare', { type: 'button', title, aria: { label }, onclick }, icon(name));
  };
  const buttons = tools.map(({ name, title, key }) => button(name, title, () => choose(name), key));
  const middle = () => [camera.width / 2, camera.height / 2];
  const zoom = (factor) => camera.flyTo(zoomedAt(camera, ...middle(), factor), 220);
  const table = button('table', 'Table', () => app.view.set({ table: !app.view.get().table }, { push: true }), 't');
  const showTable = () => table.setAttribute('aria-pressed', String(app.view.get().table));

  fill(
    element,
    h('div.group', { role: 'group', aria: { label: 'What a drag does' } }, buttons),
    h(
      'div.group',
      button('plus', 'Zoom in', () => zoom(1.7), '+'),
      button('minus', 'Zoom out', () => zoom(1 / 1.7), '-'),
      button('fit', 'Show all', () => camera.flyTo(camera.home), '0'),
    ),
    h(
      'div.group',
      table,
      button('download', 'Download the map as PNG', async () => {
        download(`${app.run.name}-map.png`, await map.picture(overlay.canvas));
      }),
      h(
        'button.bare.word',
        { type: 'button', title: 'Download the places of what is shown as CSV', onclick: () => saveCSV(app) },
        'CSV',
      ),
    ),
  );
  choose('pan');
  showTable();
  app.view.on('table', showTable);
  const group = 'Map';
  for (const { name, title, key } of tools) app.keys.add(key, title, () => choose(name), { group });
  app.keys.add('t', 'Table of what is shown', () => app.view.set({ table: !app.view.get().table }, { push: true }), { group });
  app.keys.add('0', 'Show all', () => camera.flyTo(camera.home), { group });
  app.keys.add(['+', '='], 'Zoom in', () => zoom(1.7), { group });
  app.keys.add('-', 'Zoom out', () => zoom(1 / 1.7), { group });
  return () => tool;
}

/** Name, place, color and size of all samples that are shown. */
async function saveCSV(app) {
  const { color, size } = app.view.get();
  const names = [...new Set([color, size])].filter((name) => app.data.describe(name));
  const columns = await Promise.all(names.map((name) => app.data.column(name)));
  const { x, y } = app.data.place;
  const lines = [['sample', 'x', 'y', ...names]];
  for (const row of app.shown.rows()) {
    lines.push([app.data.sample(row), x[row], y[row], ...columns.map((column) => valueOf(column, row))]);
  }
  download(`${app.run.name}-map.csv`, csv(lines));
}
