import { fill, h } from '../core/dom.js';
import { counted } from '../core/format.js';
import { followCamera, followSample } from '../map/follow-view.js';
import { Hover } from '../map/hover.js';
import { followKeys } from '../map/map-keys.js';
import { MapView } from '../map/map-view.js';
import { Overlay } from '../map/overlay.js';
import { followPointer } from '../map/pointer.js';
import { PopMap } from '../map/popmap.js';
import { mountProgress } from '../map/progress.js';
import { mountSelectionBar } from '../map/selection-bar.js';
import { mountTools } from '../map/tools.js';
import { empty } from '../widgets/placeholders.js';
import { mountTable } from './table/table.js';

/** After so long the panels no longer wait for the map: it is large, or its server far. In milliseconds. */
const longestWait = 2000;
/** So long after the first picture the table is fetched: the panel beside the map comes first. In milliseconds. */
const afterPanel = 1500;

/** The population map with its tools, and the table below it. */
export function mount(element, app) {
  const said = h('p.said', { role: 'status', aria: { live: 'polite' } });
  const stage = h('div.stage', {
    tabIndex: 0,
    role: 'application',
    aria: { label: 'Population map', roledescription: 'scatter map', describedby: 'map-keys' },
  });
  const tools = h('div.tools', { role: 'toolbar', aria: { label: 'Map tools' } });
  const message = h('div.message', { hidden: true });
  const hint = h('p.said', { id: 'map-keys' }, 'Arrow keys go from dot to dot, Enter opens a sample, T shows the table.');
  const below = h('div.below');
  const tableArea = h('section.table-area', { hidden: true, aria: { label: 'Table' } });
  fill(element, h('div.map-area', stage, tools, message, below), tableArea, said, hint);

  const map = new PopMap(stage);
  const overlay = new Overlay(map, app.colors);
  const hover = new Hover(app, map, overlay);
  app.map = map;
  // For tests: what is under the pointer or the keyboard, and the rows that lines lead to.
  map.hovered = () => hover.row;
  map.lines = () => overlay.lines;
  new MapView(app, map, overlay);
  const tool = mountTools(tools, app, map, overlay);
  mountSelectionBar(below, app, map);
  mountProgress(below, app);
  const table = mountTable(tableArea, app, { hover: (row) => hover.show(row) });
  followKeys(app, map, hover, (text) => (said.textContent = text));
  followPointer(map, overlay, {
    tool,
    hover: (row) => hover.show(row),
    click(row) {
      if (row >= 0) app.openSample(app.data.sample(row));
      else if (app.selection.rows.length) app.selection.clear();
    },
    select(rows, how, by) {
      const before = app.selection.rows;
      const found = new Set(rows);
      if (how === 'add') before.forEach((row) => found.add(row));
      const kept = how === 'remove' ? [...before].filter((row) => !found.has(row)) : found;
      app.selection.set(kept, { label: by });
      said.textContent = `${counted(app.selection.rows.length, 'sample')} selected`;
    },
  });

  map.onoverlay = () => overlay.draw();
  map.onpaint = () => overlay.paint();
  map.onfirst = () => {
    performance.mark('leap-first-dots');
    globalThis.leap.ready = true;
    app.pictured.resolve();
    document.documentElement.dataset.ready = 'true';
    setTimeout(() => {
      // What a hover needs, before the first one.
      map.warm();
      if (app.data.describe('prediction')) app.data.column('prediction').catch(() => {});
    }, 100);
    setTimeout(table.prepare, afterPanel);
  };
  followCamera(app, map, hover);
  followSample(app, map, overlay);
  app.on('run', () => {
    stage.setAttribute('aria-label', `Population map of ${counted(app.run.sample_count, 'sample')}`);
  });
  app.on('place', () => {
    showMessage(message, app);
    if (app.data.placeError) app.pictured.resolve();
  });
  setTimeout(app.pictured.resolve, longestWait);
  app.keys.add('Escape', 'Clear the selection', () => app.selection.rows.length > 0 && app.selection.clear(), { group: 'Map' });
  return { destroy: () => map.destroy() };
}

function showMessage(element, app) {
  const { placeError } = app.data;
  element.hidden = !placeError;
  if (!placeError) return;
  const text = app.run.state === 'running'
    ? 'The run is under way. Its map appears here as soon as there is a first sketch of it.'
    : [placeError.problem, placeError.remedy].filter(Boolean).join(': ');
  fill(element, empty(
    'No map yet',
    text,
    h('button', { type: 'button', onclick: () => app.view.set({ table: true }, { push: true }) }, 'Show the table'),
    h('button', { type: 'button', onclick: () => app.reloadMap() }, 'Try again'),
  ));
}
