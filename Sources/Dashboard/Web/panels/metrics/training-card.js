/** A training curve in its card, and the same in words and numbers. */

import { h } from '../../core/dom.js';

const TITLES = { loss: 'Loss in training', accuracy: 'Accuracy in training' };

/**
 * @param {'loss'|'accuracy'} name
 * @param {HTMLElement} picture where the curve is drawn
 * @param {{saveTable: () => void, savePicture: (name: string) => void}} actions
 */
export function trainingCard(name, picture, { saveTable, savePicture }) {
  const tool = (text, onclick) => h(
    'button.small', { type: 'button', aria: { label: `Save the ${name} curve as ${text}` }, onclick }, text,
  );
  const tools = h('div.chart-tools', tool('CSV', saveTable), tool('PNG', () => savePicture(name)));
  return h('article.chart-card', { data: { training: name } }, h('header', h('h3', TITLES[name]), tools), picture);
}

/** What a curve says to those who do not see it. @param {object[]} epochs as the API gives them */
export function summaryOf(name, epochs) {
  const last = epochs.at(-1);
  if (!last) return `${name} by batch`;
  const [training, validation] = [last[`training_${name}`], last[`validation_${name}`]];
  return `${name} after epoch ${last.epoch}: training ${training}, validation ${validation}`;
}

/** The epochs as a table. */
export function epochTable(epochs) {
  const names = ['epoch', 'training_loss', 'validation_loss', 'training_accuracy', 'validation_accuracy', 'seconds'];
  return h(
    'div.chart-table',
    h(
      'table.chart-numbers',
      h('thead', h('tr', names.map((name) => h('th', { scope: 'col' }, name.replace('_', ' '))))),
      h('tbody', epochs.map((epoch) => h('tr', names.map((name) => h('td.number', epoch[name] ?? '–'))))),
    ),
  );
}
