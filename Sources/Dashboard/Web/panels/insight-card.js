/** One insight: its size, what it costs, the columns that explain it, its first members, and what was decided. */

import { fill, h } from '../core/dom.js';
import { count, counted, number, percent } from '../core/format.js';
import { button } from './controls.js';
import { latest } from './latest.js';
import { canceled, failure, waiting } from './states.js';

const THUMBS = 24;
const MOST_COLUMNS = 8;

/**
 * @param {object} insight as the list gives it; `state` may be changed by the owner, who then calls `refresh`
 * @param {{toggle: () => void, decide: (state: string) => void}} actions
 */
export function insightCard(app, insight, { toggle, decide }) {
  const ask = latest();
  let report = null;
  let open = false;
  const body = h('div.insight-body', { id: `insight-${insight.id}`, hidden: true });
  const state = h('span.tag');
  const head = h(
    'button.insight-head',
    { type: 'button', 'aria-expanded': 'false', 'aria-controls': body.id, onclick: toggle },
    severity(insight.severity),
    h(
      'span.insight-words',
      h('span.insight-line', h('b', words(insight.kind)), h('span.numbers', counted(insight.size, 'sample')), state),
      h('span.insight-title', insight.title),
    ),
  );
  const decisions = h('div.row.insight-actions');
  const element = h('article.insight', { data: { kind: insight.kind } }, head, body);

  function refresh() {
    element.dataset.state = state.textContent = insight.state;
    const offers = {
      open: ['accepted', 'dismissed'], accepted: ['open', 'dismissed'], dismissed: ['open', 'accepted'],
    }[insight.state];
    const verbs = { open: 'Open again', accepted: 'Accept', dismissed: 'Dismiss' };
    fill(decisions,
      button('Select samples', select, { kind: 'primary', title: 'In every panel' }),
      report?.members.length ? button(
        'Similars of the first', () => app.fetchSimilars([report.members[0].sample]),
      ) : null,
      h('span.grow'), offers.map((next) => button(verbs[next], () => decide(next))));
  }

  async function load() {
    fill(body, waiting('Reading the members', () => {
      ask.cancel();
      fill(body, canceled(load));
    }));
    try {
      const answer = await ask(
        (signal) => app.api.get(app.runPath(`insights/${encodeURIComponent(insight.id)}`), { signal }),
      );
      if (!answer) return;
      report = answer;
      refresh();
      fill(body, effects(), explanations(), members(), decisions, h('p.mute.small', `Found by ${insight.source}`));
    } catch (error) {
      fill(body, failure(error, load));
    }
  }

  async function select() {
    if (!report) await load();
    if (report) app.selection.set(report.members.map(({ row }) => row), { label: insight.title });
  }

  /** Unfolds or folds the card. */
  function unfold(wanted) {
    if (wanted === open) return;
    open = wanted;
    body.hidden = !open;
    head.setAttribute('aria-expanded', String(open));
    element.classList.toggle('unfolded', open);
    if (!open) return;
    if (report) return;
    load();
  }

  /** Loss and accuracy of members beside the rest. */
  function effects() {
    if (!report.effects.length) return null;
    return h('dl.effects', report.effects.map(({ name, members: inside, rest }) => {
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
  function explanations() {
    const rows = report.explanations.slice(0, MOST_COLUMNS);
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

  function members() {
    const first = report.members.slice(0, THUMBS);
    const title = first.length < insight.size ? `First ${first.length} of ${count(insight.size)}` : 'All members';
    return h('div.insight-members', h('h3', title),
      h('div.thumbs', first.map(({ sample, row, label, prediction, loss }) => {
        const named = (number_) => (number_ === null || number_ === undefined ? 'no label' : app.run.classes[number_]);
        const told = `${sample}: label ${named(label)}, read as ${named(prediction)}, loss ${number(loss)}`;
        return h(
          'button.thumb-button',
          { type: 'button', title: told, aria: { label: `Open ${told}` }, onclick: () => app.openSample(sample) },
          app.images.thumb(row),
          h('span.thumb-words', named(label), prediction !== label && h('span.card-read', `→${named(prediction)}`)),
        );
      })));
  }

  refresh();
  return { element, refresh, unfold };
}

/** A bar from 0 to 1, with the number, so that color is not alone. */
const severity = (value) => h('span.severity', { title: `severity ${number(value, 2)} of 1` },
  h('span.severity-fill', { style: { height: `${100 * value}%` } }), h('span.severity-number', number(value, 2)));

/** `hidden-sub-class` as people write it. */
export const words = (kind) => {
  const text = kind.replaceAll('-', ' ').replace('sub class', 'sub-class').replace('over fit', 'over-fit');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** A column's name, which may go on in the next line after each underscore. */
const breakable = (name) => name.split(/(?<=_)/).flatMap((part) => [part, h('wbr')]).slice(0, -1);

/** A value or a range, as it reads after a column's name. */
const relation = (value) => (/^\s*[<>=≤≥]|^between|^in /.test(value) ? value : `= ${value}`);
