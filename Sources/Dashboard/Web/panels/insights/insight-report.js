/** What an unfolded insight says: what it costs, the columns that explain it, and its first members. */

import { h } from '../../core/dom.js';
import { count, number, percent } from '../../core/format.js';

const THUMBS = 24;
const MOST_COLUMNS = 8;

/** Loss and accuracy of members beside the rest. */
export function effects({ effects: list }) {
  if (!list.length) return null;
  return h('dl.effects', list.map(({ name, members: inside, rest }) => {
    const show = name === 'accuracy' ? (value) => percent(value, 1) : number;
    const worse = name === 'accuracy' ? inside < rest : inside > rest;
    return h(
      'div',
      h('dt', name),
      h(
        'dd',
        { class: worse ? 'bad' : null },
        h('b', show(inside)),
        h('span.mute', ` of the others ${show(rest)}`),
        h('span.tag', { class: worse ? 'tag-bad' : null }, worse ? 'worse' : 'not worse'),
      ),
    );
  }));
}

/** Columns that tell the members from the rest, the strongest first. */
export function explanations({ explanations: list }) {
  const rows = list.slice(0, MOST_COLUMNS);
  if (!rows.length) return h('p.mute', 'No column tells these samples from the rest.');
  return h(
    'table.explanations',
    h('caption', 'What they have in common'),
    h(
      'thead',
      h('tr', ['column', 'members', 'the rest', 'lift, count'].map((name) => h('th', { scope: 'col' }, name))),
    ),
    h(
      'tbody',
      rows.map(
        (row) => h(
          'tr',
          h('th', { scope: 'row' }, breakable(row.name), ' ', h('b', relation(row.value))),
          h('td', { title: `${count(row.count)} members` }, percent(row.share, 0)),
          h('td', percent(row.rest_share, 0)),
          h(
            'td',
            h('b', row.lift === null || row.lift === undefined ? '–' : `${number(row.lift, 2)}×`),
            h('span.mute', ` ${count(row.count)}`),
          ),
        ),
      ),
    ),
  );
}

/**
 * The first members with their pictures, a click opens each.
 *
 * @param {object} report
 * @param {number} size of the insight: how many members there are
 */
export function members(app, { members: list }, size) {
  const first = list.slice(0, THUMBS);
  const title = first.length < size ? `First ${first.length} of ${count(size)}` : 'All members';
  return h('div.insight-members', h('h3', title),
    h('div.thumbs', first.map(({ sample, row, label, prediction, loss }) => {
      const named = (code) => (code === null || code === undefined ? 'no label' : app.run.classes[code]);
      const told = `${sample}: label ${named(label)}, read as ${named(prediction)}, loss ${number(loss)}`;
      return h(
        'button.thumb-button',
        { type: 'button', title: told, aria: { label: `Open ${told}` }, onclick: () => app.openSample(sample) },
        app.images.thumb(row),
        h('span.thumb-words', named(label), prediction !== label && h('span.card-read', `→${named(prediction)}`)),
      );
    })));
}

/** A column's name, which may go on in the next line after each underscore. */
const breakable = (name) => name.split(/(?<=_)/).flatMap((part) => [part, h('wbr')]).slice(0, -1);

/** A value or a range, as it reads after a column's name. */
const relation = (value) => (/^\s*[<>=≤≥]|^between|^in /.test(value) ? value : `= ${value}`);
