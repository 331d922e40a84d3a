import { fill, h, icon, stylesheet } from '../../core/dom.js';

const names = { Escape: 'Esc', ' ': 'Space', ArrowRight: '→', ArrowLeft: '←', 'Ctrl+Shift+z': 'Ctrl+Shift+Z', 'Ctrl+z': 'Ctrl+Z' };
const name = (key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/** What the map does with keys while it has the focus, see map/map-keys.js. */
const onMap = [
  ['← ↑ ↓ →', 'From dot to dot'],
  ['Shift+← ↑ ↓ →', 'Move the view'],
  ['Enter', 'Open the dot'],
  ['Space', 'Add to or remove from the selection'],
];
const withMouse = [
  ['Drag', 'Move the map'],
  ['Wheel', 'Zoom'],
  ['Shift+drag', 'Lasso'],
  ['Alt+drag', 'Box'],
  ['Click', 'Open the sample'],
  ['Double click', 'Zoom in'],
  ['Alt+click in the legend', 'Only this category'],
];

/** The sheet of all shortcuts. */
export async function openHelp(app) {
  await stylesheet(new URL('help.css', import.meta.url));
  if (document.querySelector('dialog.help')) return;
  const groups = Map.groupBy(app.keys.list, ({ group }) => group);
  const list = (title, pairs) => {
    const rows = pairs.map(([key, text]) => [h('dt', h('kbd', key)), h('dd', text)]);
    return h('section', h('h3', title), h('dl', rows));
  };
  const sections = [...groups].map(([title, keys]) => list(title, keys.map(({ keys: [key], text }) => [name(key), text])));
  const close = h('button.bare', { type: 'button', aria: { label: 'Close' }, onclick: () => dialog.close() }, icon('close'));
  const dialog = h('dialog.help', { aria: { labelledby: 'help-title' }, onclose: () => dialog.remove() });
  fill(
    dialog,
    h('header', h('h2', { id: 'help-title' }, 'Keyboard and mouse'), close),
    h('div.columns', sections, list('Map, while it has the focus', onMap), list('Mouse on the map', withMouse)),
    h(
      'p.mute',
      'A filter compares columns: label == 4 && loss > 1, prediction != label, subset == "test". ',
      'Every column of the sample panel can stand in it.',
    ),
  );
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

/** The shortcuts that belong to no panel. */
export function addPageKeys(app) {
  const tabs = ['sample', 'analysis', 'similars', 'insights', 'metrics', 'runs'];
  tabs.forEach((tab, i) => {
    const title = tab[0].toUpperCase() + tab.slice(1);
    app.keys.add(String(i + 1), `${title} panel`, () => app.view.set({ tab }, { push: true }), { group: 'Panels' });
  });
  app.keys.add('?', 'This help', () => openHelp(app));
  app.keys.add('Ctrl+z', 'Undo', () => void app.undoLast());
  app.keys.add(['Ctrl+Shift+z', 'Ctrl+y'], 'Redo', () => void app.redoLast());
  app.keys.add('d', 'Dark or light', () => app.toggleTheme());
}
