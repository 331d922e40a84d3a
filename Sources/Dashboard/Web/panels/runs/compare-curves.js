/** Training curves of two runs on the same axes. */

import { Batches } from '../../charts/batches.js';
import { picturePNG, plotly } from '../../charts/plotly.js';
import { fileName } from '../../charts/table.js';
import { config } from '../../charts/theme.js';
import { accuracyRange, batchTraces, epochTrace, trainingLayout } from '../../charts/training-figure.js';
import { download, fill, h } from '../../core/dom.js';
import { csv } from '../../core/format.js';
import { button } from '../../widgets/controls.js';

const LOOK = { half: 40, by: 'step', log: true };
const TITLES = { loss: 'Loss', accuracy: 'Accuracy' };

/**
 * Draws into `room`.
 *
 * @param {string[]} names of the two runs
 * @param {object[]} answers their trainings, as arrays
 * @returns {Promise<() => void>} ends it
 * @throws {Error} with `remedy` where Plotly is missing
 */
export async function compareCurves(room, app, names, answers) {
  const library = await plotly();
  const title = `${names[0]} and ${names[1]}`;
  const batches = answers.map((answer) => {
    const own = new Batches();
    own.add(answer);
    return own;
  });
  const colorOf = (i) => app.colors.ofClass([1, 7][i]);

  function figure(name) {
    const data = batches.flatMap((own, i) => {
      const look = { ...LOOK, suffix: ` ${names[i]}` };
      return [
        ...batchTraces(own, name, look, colorOf(i), false), epochTrace(own, name, look, colorOf(i), ['diamond', 'square'][i]),
      ];
    });
    const layout = trainingLayout(name, LOOK, name === 'accuracy' ? accuracyRange(batches) : undefined);
    return { data, layout: { ...layout, showlegend: false, margin: { ...layout.margin, t: 12 } } };
  }

  function saveTable() {
    const rows = batches.flatMap((own, i) => [...own.rows()].map((row) => [names[i], ...row]));
    download(fileName(`training ${title}`, 'csv'), csv([['run', ...Batches.names], ...rows]));
  }

  async function savePicture(name) {
    const { data, layout } = figure(name);
    // A picture by itself must say what its lines are.
    const named = { ...layout, showlegend: true, margin: { ...layout.margin, t: 34 } };
    download(fileName(`${name} ${title}`, 'png'), await picturePNG(library, { data, layout: named }, `${TITLES[name]} of ${title}`));
  }

  const key = h(
    'p.compare-key',
    names.map((name, i) => h('span', h('i.swatch', { style: { background: colorOf(i) } }), name)),
    h('span.mute', 'line: batches, smoothed; dots: validation after each epoch'),
  );
  const pictures = Object.keys(TITLES).map((name) => ({
    name, element: h('div.chart-picture', { role: 'img', aria: { label: `${TITLES[name]} of both trainings` } }),
  }));
  const tool = (text, name, action) => button(text, action, { kind: 'small', label: `Save the ${name} of both as ${text}` });
  const card = ({ name, element }) => h(
    'article.chart-card',
    h('header', h('h3', TITLES[name]), h('div.chart-tools', tool('CSV', name, saveTable), tool('PNG', name, () => savePicture(name)))),
    element,
  );
  fill(room, key, pictures.map(card));
  for (const { name, element } of pictures) {
    const { data, layout } = figure(name);
    await library.react(element, data, layout, config);
  }
  return () => pictures.forEach(({ element }) => library.purge(element));
}
