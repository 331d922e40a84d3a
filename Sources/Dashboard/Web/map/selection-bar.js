import { download, fill, h } from '../core/dom.js';
import { counted, csv } from '../core/format.js';

/** How many samples are selected, where they came from, and what to do with them. */
export function mountSelectionBar(element, app, map) {
  const bar = element.appendChild(h('div.selection-bar', { role: 'group', aria: { label: 'Selection' }, hidden: true }));

  function zoom() {
    const box = [Infinity, -Infinity, Infinity, -Infinity];
    for (const row of app.selection.rows) {
      const [x, y] = map.place(row);
      box.splice(0, 4, Math.min(box[0], x), Math.max(box[1], x), Math.min(box[2], y), Math.max(box[3], y));
    }
    map.camera.flyTo(map.camera.framing(box));
  }

  function save() {
    const lines = [['sample'], ...[...app.selection.rows].map((row) => [app.data.sample(row)])];
    download(`${app.run.name}-selection.csv`, csv(lines));
  }

  function draw() {
    const { rows, label } = app.selection;
    bar.hidden = !rows.length;
    if (!rows.length) return;
    const button = (text, onclick) => h('button.link', { type: 'button', onclick }, text);
    fill(
      bar,
      h(
        'span.selection-words',
        { title: label ?? '' },
        h('b.numbers', counted(rows.length, 'sample')),
        ' selected',
        label && h('span.mute', ` · ${label}`),
      ),
      h(
        'span.selection-actions',
        button('Open first', () => app.openSample(app.data.sample(rows[0]))),
        map.ready && button('Zoom to', zoom),
        rows.length <= 100 && button('Similars', () => app.fetchSimilars([...rows].slice(0, 20).map((row) => app.data.sample(row)))),
        button('Table', () => app.view.set({ table: true }, { push: true })),
        button('CSV', save),
        button('Clear', () => app.selection.clear()),
      ),
    );
  }

  app.selection.on(draw);
  app.keys.add('f', 'Zoom to the selection', () => app.selection.rows.length > 0 && zoom(), { group: 'Map' });
}
