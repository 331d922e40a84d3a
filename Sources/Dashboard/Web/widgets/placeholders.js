/**
 * What a panel shows when there is nothing to show: waiting, nothing there, or a fault; each with the next step. As
 * elements.
 */

import { h } from '../core/dom.js';
import { count, percent } from '../core/format.js';

/**
 * Work under way.
 * @param {string} text what is being done
 * @param {() => void} [cancel] offers a button
 */
export const waiting = (text, cancel) => h('div.waiting', { role: 'status' },
  h('span.spinner', { 'aria-hidden': 'true' }), h('span', text),
  cancel && h('button.small', { type: 'button', onclick: cancel }, 'Cancel'));

/** Work on demand: as `waiting`, and how far it is once `sayHowFar` knows. */
export function working(text, cancel) {
  const element = waiting(text, cancel);
  element.children[1].after(h('span.far.numbers', { hidden: true }));
  return element;
}

/**
 * Tells on all work on demand that is in sight how far the server is; it does not say whose work that is.
 * @param {{done: number, total: number, note: string}} progress of an event; total 0: not known
 */
export function sayHowFar({ done, total, note }) {
  if (!(total > 0)) return;
  const share = total > 1 ? `${count(done)} of ${count(total)}` : percent(done / total, 0);
  for (const far of document.querySelectorAll('.waiting .far')) {
    far.hidden = false;
    far.textContent = [share, note].filter(Boolean).join(' ');
  }
}

/** Work that was canceled, and the way to begin it again. */
export const canceled = (again) =>
  h(
    'div.waiting',
    { role: 'status' },
    h('span', 'Canceled.'),
    h('button.small', { type: 'button', onclick: again }, 'Start again'),
  );

/**
 * Nothing there, and what to do about it.
 * @param {string} title
 * @param {string} next the next step
 * @param {...Node} actions buttons
 */
export const empty = (title, next, ...actions) =>
  h('div.empty', h('h3', title), h('p', next), actions.length > 0 && h('p', actions));

/**
 * A fault: what is wrong and the remedy, where it happened.
 * @param {Error & {problem?: string, remedy?: string, place?: string}} error
 * @param {() => void} [retry]
 * @param {...Node} actions more buttons
 */
export const failure = (error, retry, ...actions) => h(
  'div.empty.failed',
  { role: 'alert' },
  h('h3', sentence(error.doing || 'That did not work')),
  h('p', sentence(error.problem ?? error.message), error.place ? ` (${error.place})` : ''),
  error.remedy && h('p.remedy', sentence(error.remedy)),
  (retry || actions.length > 0) && h(
    'p.row', retry && h('button', { type: 'button', onclick: retry }, 'Try again'), actions,
  ),
);

/** First letter large, a full stop at the end. */
export function sentence(text) {
  const trimmed = text.trim();
  const first = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?:]$/.test(first) ? first : `${first}.`;
}
