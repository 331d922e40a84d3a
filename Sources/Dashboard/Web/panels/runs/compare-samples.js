import { h } from '../../core/dom.js';
import { count, percent } from '../../core/format.js';
import { button } from '../../widgets/controls.js';

/**
 * The samples that only one of two runs reads right, and those that neither does.
 *
 * @param {string[]} names of the two runs
 * @param {object[]} answers their column `correct`: 1, 0, or 255 without a label
 * @returns {HTMLElement[]}
 */
export function sampleGroups(app, names, answers) {
  const [a, b] = answers.map(({ correct }) => correct);
  if (a.length !== b.length) {
    return [h('p.mute', 'The runs have different data sets, so their samples cannot be compared one by one.')];
  }
  const [onlyA, onlyB, neither] = [[], [], []];
  for (let row = 0; row < a.length; row++) {
    if (a[row] === 255 || b[row] === 255) continue;
    if (a[row] && !b[row]) onlyA.push(row);
    if (!a[row] && b[row]) onlyB.push(row);
    if (!a[row] && !b[row]) neither.push(row);
  }
  const select = (rows, label) => button(
    `Select ${count(rows.length)}`,
    () => app.selection.set(rows, { label }),
    { label: `Select ${count(rows.length)} samples: ${label}` },
  );
  const share = (rows) => h('span.mute', ` (${percent(rows.length / a.length, 2)})`);
  const group = (text, rows) => h('div.compare-group', h('p', h('strong', count(rows.length)), ` ${text}`, share(rows)),
    h(
      'div.thumbs',
      rows.slice(0, 12).map(
        (row) => h(
          'button.thumb-button',
          {
            type: 'button',
            title: app.data.sample(row),
            aria: { label: `Open ${app.data.sample(row)}` },
            onclick: () => app.openSample(app.data.sample(row)),
          },
          app.images.thumb(row),
        ),
      ),
    ),
    rows.length > 0 && select(rows, text));
  return [
    h('h4', 'Samples that only one gets right'),
    h(
      'div.compare-groups',
      group(`only ${names[0]} reads right`, onlyA),
      group(`only ${names[1]} reads right`, onlyB),
      group('neither reads right', neither),
    ),
  ];
}
