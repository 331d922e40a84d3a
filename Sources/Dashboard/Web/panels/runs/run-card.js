/** One run in the list: facts, changed options, and what can be done with it. */

import { fill, h } from '../../core/dom.js';
import { date, duration, number, percent, stageWords } from '../../core/format.js';
import { button } from '../../widgets/controls.js';
import { deleteRun, editRun } from './run-forms.js';

/** Facts that say how good a run is, the best known first. */
const FIGURES = [
  ['validation_accuracy', 'validation'], ['test_accuracy', 'test'], ['validation_loss', 'validation loss'],
];
const STATES = { running: 'running', finished: 'finished', failed: 'failed', stopped: 'stopped' };

/**
 * @param {object} run as the API gives it
 * @param {{isOpen: boolean, isCompared: boolean, alone: boolean, open: Function, compare: Function, changed:
 *   Function}} options
 * @returns {HTMLElement}
 */
export function runCard(app, run, { isOpen, isCompared, alone, open, compare, changed }) {
  const words = h('div.run-words');
  const extra = h('div');
  const edit = () => editRun(app, run, extra, { changed: () => { show(); changed(); } });
  const askDelete = () => deleteRun(app, run, extra, { isOpen, changed });
  const element = h('article.run-card', { class: isOpen ? 'open' : null, data: { run: run.name } },
    h('div.run-main', words,
      h('dl.run-figures', figures(run).map(([name, value]) => h('div', h('dt', name), h('dd', value)))),
      h('div.row.run-actions',
        isOpen ? h('span.tag', 'open') : button('Open', open, { label: `Open ${run.name}` }),
        !isOpen && button(
          isCompared ? 'Stop comparing' : 'Compare', compare, { label: `Compare ${run.name} with the open run` },
        ),
        isOpen && alone && h('span.mute.small', 'a second run can be compared'),
        !app.project?.read_only && button('Edit', edit, { label: `Title and note of ${run.name}` }),
        !app.project?.read_only && button('Delete', askDelete, { label: `Delete ${run.name}` }))),
    changes(run), extra);
  show();

  function show() {
    fill(
      words,
      h('h3', run.title || run.name),
      h(
        'p.mute.small',
        run.title ? `${run.name} · ` : '',
        date(run.created),
        ' · ',
        duration(run.seconds),
        ' · ',
        h('span', { class: `run-state run-${run.state}` }, STATES[run.state] ?? run.state),
      ),
      run.note && h('p.run-note', run.note),
      stage(run),
    );
  }

  return element;
}

function figures(run) {
  const found = FIGURES.filter(([name]) => run.facts?.[name] !== undefined)
    .map(([name, title]) => [title, name.endsWith('accuracy') ? percent(run.facts[name], 2) : number(run.facts[name])]);
  return found.length ? found : [['accuracy', '–']];
}

/** The stage that a run is at, where it is not finished. */
function stage(run) {
  if (run.state === 'finished') return null;
  const at = run.stages?.find(({ state }) => state === 'running' || state === 'failed') ?? run.stages?.at(-1);
  return at ? h(
    'p.small',
    { class: run.state === 'failed' ? 'bad' : null },
    `${stageWords(at.name)}: ${at.state}${at.detail ? `, ${at.detail}` : ''}`,
  ) : null;
}

/** Options against the run before. */
function changes(run) {
  if (!run.changed?.length) return null;
  const text = (value) => (
    value === null || value === undefined ? 'not said' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  );
  return h(
    'details.run-changes',
    { open: run.changed.length <= 4 },
    h(
      'summary',
      `${run.changed.length} changed ${run.changed.length === 1 ? 'option' : 'options'} against the run before`,
    ),
    h(
      'table',
      h('thead', h('tr', ['option', 'before', 'now'].map((name) => h('th', { scope: 'col' }, name)))),
      h(
        'tbody',
        run.changed.map(
          ({ path, before, after }) => h(
            'tr', h('th', { scope: 'row' }, path), h('td.mute', text(before)), h('td', text(after)),
          ),
        ),
      ),
    ),
  );
}
