/** One insight: its size, its report when it is unfolded, and what was decided. */

import { fill, h } from '../../core/dom.js';
import { counted, number } from '../../core/format.js';
import { button } from '../../widgets/controls.js';
import { latest } from '../../widgets/latest-request.js';
import { canceled, failure, waiting } from '../../widgets/placeholders.js';
import { effects, explanations, members } from './insight-report.js';

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
      fill(
        body, effects(report), explanations(report), members(app, report, insight.size), decisions,
        h('p.mute.small', `Found by ${insight.source}`),
      );
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
