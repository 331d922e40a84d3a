import { openHelp } from './help.js';

/** The shortcuts that belong to no panel. */
export function addPageKeys(app) {
  const tabs = ['sample', 'analysis', 'similars', 'insights', 'metrics', 'runs'];
  tabs.forEach((tab, i) => {
    const name = tab[0].toUpperCase() + tab.slice(1);
    app.keys.add(String(i + 1), `${name} panel`, () => app.view.set({ tab }, { push: true }), { group: 'Panels' });
  });
  app.keys.add('?', 'This help', () => openHelp(app));
  app.keys.add('Ctrl+z', 'Undo', () => void app.undoLast());
  app.keys.add(['Ctrl+Shift+z', 'Ctrl+y'], 'Redo', () => void app.redoLast());
  app.keys.add('d', 'Dark or light', () => app.toggleTheme());
}
