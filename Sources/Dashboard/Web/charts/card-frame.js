/** The frame of a chart's card: title, buttons, a room for picture or table, notes. */

import { h, icon } from '../core/dom.js';

/**
 * @param {object} chart as the API keeps it
 * @param {Node[]} tools buttons of the owner, such as Edit
 * @param {{toggleTable: () => void, toggleLog: () => void, saveTable: () => void, savePicture: () => void}} actions
 * @returns {{element: HTMLElement, room: HTMLElement, picture: HTMLElement, notes: HTMLElement, logButton: HTMLElement,
 *   press: (name: 'table'|'log', isDown: boolean) => void}} press: how a button that toggles looks
 */
export function cardFrame(chart, tools, { toggleTable, toggleLog, saveTable, savePicture }) {
  const picture = h('div.chart-picture');
  const room = h('div.chart-room', picture);
  const notes = h('p.mute.small.chart-notes');
  const tableButton = h(
    'button.bare',
    {
      type: 'button',
      title: 'Show as a table',
      'aria-pressed': 'false',
      aria: { label: `Table: ${chart.title}` },
      onclick: toggleTable,
    },
    icon('table'),
  );
  const logButton = h(
    'button.small',
    {
      type: 'button',
      hidden: true,
      title: 'Logarithmic vertical axis',
      'aria-pressed': 'false',
      aria: { label: `Logarithmic axis: ${chart.title}` },
      onclick: toggleLog,
    },
    'log',
  );
  const save = (text, onclick) => h(
    'button.small', { type: 'button', aria: { label: `Save ${chart.title} as ${text}` }, onclick }, text,
  );
  const element = h(
    'article.chart-card',
    { data: { id: chart.id ?? '', kind: chart.kind } },
    h(
      'header',
      h('h3', chart.title),
      h('div.chart-tools', logButton, tableButton, save('CSV', saveTable), save('PNG', savePicture), tools),
    ),
    room,
    notes,
  );
  const press = (name, isDown) => {
    (name === 'table' ? tableButton : logButton).setAttribute('aria-pressed', String(isDown));
  };
  return { element, room, picture, notes, logButton, press };
}
