import { fill, h } from '../../core/dom.js';
import { count, number } from '../../core/format.js';

/** So many are shown. */
const shown = 24;

/** Where to begin when no sample is open: those of the shown samples that the model does worst on. */
export function mountWorst(element, app) {
  let turn = 0;
  const offs = [];

  async function draw() {
    const mine = ++turn;
    if (!app.data.describe('loss')) {
      fill(element, h('div.empty', h('h2', 'No sample is open'), h('p', 'Click a dot of the map.')));
      return;
    }
    const [loss, label, prediction] = await Promise.all(['loss', 'label', 'prediction'].map((name) => app.data.column(name)));
    if (mine !== turn) return;
    const { mask } = app.shown;
    const rows = worst(loss.values, mask, shown);
    let wrong = 0;
    for (let row = 0; row < mask.length; row++) {
      if (mask[row] && label.values[row] === label.values[row] && label.values[row] !== prediction.values[row]) wrong++;
    }
    const className = (code) => app.run.classes[code] ?? '–';
    fill(
      element,
      h('h2', 'Where the model is worst'),
      h(
        'p.mute',
        `${count(wrong)} of ${count(app.shown.count)} shown samples are misread. `,
        'These have the highest loss; click one, or any dot of the map.',
      ),
      h(
        'ul.worst-sheet',
        rows.map((row) =>
          h(
            'li',
            h(
              'button.worst-card',
              { type: 'button', onclick: () => app.openSample(app.data.sample(row)), title: app.data.sample(row) },
              app.images.thumb(row, { label: app.data.sample(row) }),
              h('span', h('b', className(label.values[row])), ' read as ', h('b', className(prediction.values[row]))),
              h('span.mute.numbers', `loss ${number(loss.values[row])}`),
            ),
          ),
        ),
      ),
      wrong > 0 && h('p', h('button', { type: 'button', onclick: selectWrong }, `Select all ${count(wrong)} misread`)),
    );
  }

  async function selectWrong() {
    const [label, prediction] = await Promise.all(['label', 'prediction'].map((name) => app.data.column(name)));
    const misread = (row) => label.values[row] === label.values[row] && label.values[row] !== prediction.values[row];
    const rows = app.shown.rows().filter(misread);
    app.selection.set(rows, { label: 'misread' });
  }

  const drawSafely = () => draw().catch((error) => app.toast({ text: error.line ?? error.message, kind: 'error' }));
  offs.push(app.shown.on('change', drawSafely));
  drawSafely();
  return {
    destroy() {
      turn++;
      for (const off of offs) off();
    },
  };
}

/** The `most` rows of the greatest values, greatest first. */
export function worst(values, mask, most) {
  const rows = [];
  let least = -Infinity;
  for (let row = 0; row < values.length; row++) {
    if (!mask[row] || !(values[row] > least || rows.length < most) || Number.isNaN(values[row])) continue;
    let at = rows.length;
    while (at > 0 && values[rows[at - 1]] < values[row]) at--;
    rows.splice(at, 0, row);
    if (rows.length > most) rows.pop();
    if (rows.length === most) least = values[rows.at(-1)];
  }
  return rows;
}
