/** One run in the list: facts, changed options, title and note to edit, and deletion by typing the name. */

import { fill, h } from '../core/dom.js';
import { date, duration, number, percent, stageWords } from '../core/format.js';
import { button } from './controls.js';

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

  /** Title and note; what was before can be had back. */
  function edit() {
    const title = h('input', {
      type: 'text', aria: { label: 'Title' }, value: run.title ?? '', maxLength: 200, placeholder: run.name,
    });
    const note = h('textarea', {
      rows: 3, aria: { label: 'Note' }, value: run.note ?? '', placeholder: 'What was tried, and what came of it',
    });
    const problem = h('p.field-fault', { role: 'alert' });
    const close = () => { fill(extra); show(); };
    const save = async () => {
      const before = { title: run.title ?? '', note: run.note ?? '' };
      const after = { title: title.value.trim(), note: note.value.trim() };
      const patch = async (value) => {
        Object.assign(run, await app.api.send('PATCH', `/runs/${encodeURIComponent(run.name)}`, value));
      };
      try {
        await patch(after);
        app.undo.push({
          text: `Change of ${run.name}`,
          undo: async () => { await patch(before); changed(); },
          redo: async () => { await patch(after); changed(); },
        });
        app.toast({ text: `${run.name} saved`, undo: () => app.undoLast() });
        close();
        changed();
      } catch (error) {
        problem.textContent = error.line ?? error.message;
      }
    };
    fill(
      extra,
      h(
        'form.run-edit',
        {
          onsubmit: (event) => { event.preventDefault(); save(); },
          onkeydown: (event) => event.key === 'Escape' && close(),
        },
        h('label.field', h('span.field-name', 'Title'), title,),
        h('label.field', h('span.field-name', 'Note'), note),
        problem,
        h('div.row', h('button.primary', { type: 'submit' }, 'Save'), button('Cancel', close)),
      ),
    );
    title.focus();
  }

  /** Deletion cannot be undone, so the name is asked for. */
  function askDelete() {
    const name = h('input', {
      type: 'text', aria: { label: `Type ${run.name} to confirm` }, autocomplete: 'off', spellcheck: false,
    });
    const go = h('button.danger', { type: 'submit', disabled: true }, 'Delete for good');
    const problem = h('p.field-fault', { role: 'alert' });
    name.addEventListener('input', () => { go.disabled = name.value.trim() !== run.name; });
    const close = () => fill(extra);
    const remove = async () => {
      go.disabled = true;
      try {
        await app.api.send('DELETE', `/runs/${encodeURIComponent(run.name)}`);
        close();
        app.toast({ text: `${run.name} is deleted` });
        if (isOpen) app.view.set({ run: null }, { push: false });
        changed();
      } catch (error) {
        problem.textContent = error.line ?? error.message;
        go.disabled = false;
      }
    };
    fill(
      extra,
      h(
        'form.run-delete',
        {
          onsubmit: (event) => { event.preventDefault(); if (!go.disabled) remove(); },
          onkeydown: (event) => event.key === 'Escape' && close(),
        },
        h('p', `This deletes the model, the columns, the map and the insights of ${run.name}, and cannot be undone.`),
        h('label.field', h('span.field-name', `Type ${run.name} to confirm`), name),
        problem,
        h('div.row', go, button('Keep it', close)),
      ),
    );
    name.focus();
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
