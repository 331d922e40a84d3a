import { stylesheet } from '../../core/dom.js';

/** The table below the map. It is fetched when it is first opened. */
export function mountTable(element, app, { hover }) {
  let table = null; // promise of what sampleTable() returns
  const isOpen = () => app.view.get().table;

  async function begin() {
    const [{ sampleTable }] = await Promise.all([
      import('./sample-table.js'), stylesheet(new URL('table.css', import.meta.url)),
    ]);
    return sampleTable(element, app, { hover });
  }

  async function show() {
    if (isOpen()) table ??= begin();
    try {
      const made = await table;
      element.hidden = !isOpen();
      made?.refresh();
    } catch (error) {
      table = null; // the next time is a new try
      app.toast({ text: `The table could not be opened: ${error.message}. Reload the page`, kind: 'error' });
    }
  }

  app.view.on('table', show);
  app.on('run', () => table || show());
}
