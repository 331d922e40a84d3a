/**
 * What is said above the contact sheet: the seeds, how far the neighbors lie, which labels they have, and the exports.
 */

import { fileName } from '../../charts/table.js';
import { download, h, icon } from '../../core/dom.js';
import { counted, csv, number } from '../../core/format.js';
import { button } from '../../widgets/controls.js';
import { empty } from '../../widgets/placeholders.js';

/**
 * Seeds with their pictures, each of which can be taken out, and the open sample to add.
 * @param {string[]} list samples
 * @param {(list: string[]) => void} change
 * @returns {Array<Node|false>}
 */
export function seedsOf(app, list, change) {
  const { sample } = app.view.get();
  const seed = (name) => h(
    'span.seed',
    { role: 'listitem' },
    app.images.thumb(app.data.row(name)),
    h('button.link', { type: 'button', title: `Open ${name}`, onclick: () => app.openSample(name) }, name),
    h(
      'button.bare',
      {
        type: 'button',
        aria: { label: `Remove seed ${name}` },
        onclick: () => change(list.filter((other) => other !== name)),
      },
      icon('close'),
    ),
  );
  const add = () => change([...list, sample]);
  return [
    ...list.map(seed),
    sample && !list.includes(sample) && h('button.small', { type: 'button', onclick: add }, `Add ${sample}`),
  ];
}

/**
 * @param {object} found
 * @param {string[]} found.list seeds
 * @param {object[]} found.neighbors as the API gives them, nearest first
 * @param {number|null} found.label of the first seed
 * @param {{picture: () => Promise<Blob>}} found.sheet the contact sheet
 * @param {() => void} found.select selects all neighbors
 * @returns {Node[]}
 */
export function summaryOf(app, { list, neighbors, label, sheet, select }) {
  if (!neighbors.length) return [empty('No sample is left to be near', 'Search in all subsets, or change the filter.')];
  const others = label === null ? [] : neighbors.filter((neighbor) => neighbor.label !== label);
  const name = `similars ${list.join(' ')}`;
  const source = `similars of ${list.join(', ')}`;
  const selectOthers = () =>
    app.selection.set(others.map(({ row }) => row), { label: `${source} with another label` });
  const savePicture = async () => download(fileName(name, 'png'), await sheet.picture());
  return [
    h(
      'p',
      h('strong', counted(neighbors.length, 'neighbor')),
      ` from ${number(neighbors[0].distance)} to ${number(neighbors.at(-1).distance)}`,
      label !== null && !others.length && ', all with the same label',
      others.length > 0 && [', ', h('strong.warn', `${others.length} with another label`)],
    ),
    shares(app, neighbors),
    h(
      'p.row',
      button('Select on the map', select),
      others.length > 0 && button('Select other labels', selectOthers),
      button('CSV', () => download(fileName(name, 'csv'), table(neighbors)), { label: 'Save the list as CSV' }),
      button('PNG', savePicture, { label: 'Save the contact sheet as PNG' }),
    ),
  ];
}

/** How many of the neighbors have which label, the most frequent first. */
function shares(app, neighbors) {
  const counts = new Map();
  for (const { label = null } of neighbors) counts.set(label, (counts.get(label) ?? 0) + 1);
  const share = ([label, count]) => h(
    'li',
    h('i.swatch', { style: { background: label === null ? 'var(--mute)' : app.colors.ofClass(label) } }),
    label === null ? 'no label' : app.run.classes[label],
    ' ',
    h('span.mute', count),
  );
  return h('ul.shares', [...counts].sort((a, b) => b[1] - a[1]).map(share));
}

/** The list as CSV, with all digits of the distances. */
const table = (neighbors) => csv([
  ['rank', 'sample', 'distance', 'label', 'prediction'],
  ...neighbors.map(({ sample, distance, label, prediction }, i) => [i + 1, sample, distance, label, prediction]),
]);
