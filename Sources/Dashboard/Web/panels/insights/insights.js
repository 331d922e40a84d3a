/** Insights: what the analyzers found, worst first, and what a person decided about each. */

import { fill, h } from '../../core/dom.js';
import { counted } from '../../core/format.js';
import { button, choice, segments } from '../../widgets/controls.js';
import { latest } from '../../widgets/latest-request.js';
import { canceled, empty, failure, waiting } from '../../widgets/placeholders.js';
import { insightCard, words } from './insight-card.js';

const STATES = ['open', 'accepted', 'dismissed'];

/**
 * View state: `insight` (id of the one that is unfolded), `kind`, `state` ('open' by default, 'all' for every one).
 * @returns {{destroy: () => void}}
 */
export function mount(element, app) {
  const ask = latest();
  let insights = [];
  let cards = new Map();

  const kind = choice('Kind', [], '', (value) => app.view.set({ kind: value || null }));
  const state = segments('State', [...STATES, 'all'].map((value) => ({ value, text: value })), 'open',
    (value) => app.view.set({ state: value === 'open' ? null : value }));
  const grouped = h('input', { type: 'checkbox', onchange: draw });
  const count = h('p.mute.small', { role: 'status' });
  const list = h('div.insight-list');
  const body = h('div.insights',
    h('div.panel-head', h('h2.panel-title', 'Insights'), state.element),
    h('div.controls', kind.element, h('label.field.check', grouped, h('span', 'Group by kind')), count), list);

  async function load() {
    if (!insights.length) {
      fill(element, waiting('Reading what the analyzers found', () => {
        ask.cancel();
        fill(element, canceled(load));
      }));
    }
    try {
      const answer = await ask((signal) => app.api.get(app.runPath('insights'), { signal }));
      if (!answer) return;
      insights = answer.insights;
      cards = new Map();
      if (!insights.length) {
        fill(
          element,
          empty(
            'No insights',
            'Either nothing is wrong, or the analyzers have not run: leap-host insights looks for them.',
            button('Look again', load),
          ),
        );
        return;
      }
      fill(element, body);
      draw();
    } catch (error) {
      fill(element, failure(error, load));
    }
  }

  function draw() {
    const view = app.view.get();
    const wanted = view.state ?? 'open';
    state.set(wanted);
    const inState = insights.filter((insight) => wanted === 'all' || insight.state === wanted);
    const kinds = [...new Set(insights.map((insight) => insight.kind))];
    kind.fill(
      [
        { value: '', text: `all kinds (${inState.length})` },
        ...kinds.map(
          (name) => ({
            value: name, text: `${words(name)} (${inState.filter((insight) => insight.kind === name).length})`,
          }),
        ),
      ],
      view.kind ?? '',
    );
    const shown = inState.filter((insight) => !view.kind || insight.kind === view.kind);
    const open = insights.filter((insight) => insight.state === 'open').length;
    count.textContent = `${counted(shown.length, 'insight')}, ${counted(open, 'open one')}`;
    if (!shown.length) {
      fill(list, empty(`Nothing is ${wanted === 'all' ? 'of this kind' : wanted}`, 'Choose another state or kind.',
        button('Show all', () => app.view.set({ state: 'all', kind: null }))));
      return;
    }
    const groups = grouped.checked ? kinds.filter((name) => shown.some((insight) => insight.kind === name)) : [null];
    fill(list, groups.map((group) => h('section', group && h('h3.insight-group', words(group)),
      shown.filter((insight) => !group || insight.kind === group).map((insight) => card(insight).element))));
    unfold(view.insight);
  }

  function card(insight) {
    let found = cards.get(insight.id);
    if (!found) {
      found = insightCard(app, insight, {
        toggle: () => app.view.set(
          { insight: String(app.view.get().insight) === String(insight.id) ? null : String(insight.id) },
          { push: true },
        ),
        decide: (next) => decide(insight, next),
      });
      cards.set(insight.id, found);
    }
    return found;
  }

  function unfold(id) {
    for (const [own, one] of cards) one.unfold(id !== null && id !== undefined && String(own) === String(id));
  }

  /** Keeps the decision, and lets it be taken back. */
  async function decide(insight, next) {
    const before = insight.state;
    const put = async (value) => {
      await app.api.send('PUT', app.runPath(`insights/${encodeURIComponent(insight.id)}/state`), { state: value });
      insight.state = value;
      card(insight).refresh();
      draw();
    };
    const step = { text: `${insight.title}: ${next}`, undo: () => put(before), redo: () => put(next) };
    try {
      await put(next);
      app.undo.push(step);
      app.toast({ text: `Insight is now ${next}`, undo: () => app.undoLast() });
    } catch (error) {
      app.toast({ text: error.line ?? error.message, kind: 'error' });
    }
  }

  const offs = [
    app.view.on(['kind', 'state'], draw),
    app.view.on('insight', () => unfold(app.view.get().insight)),
    app.events.on('insights', ({ run }) => run === app.run?.name && load()),
  ];
  load();
  return {
    destroy() {
      offs.forEach((off) => off());
      ask.cancel();
      fill(element);
    },
  };
}
