/** What is asked for before a run is changed or deleted. */

import { fill, h } from '../../core/dom.js';
import { button } from '../../widgets/controls.js';

/**
 * Title and note; what was before can be had back.
 *
 * @param {object} run as the API gives it; gets what was saved
 * @param {HTMLElement} room for the form, emptied when it is done
 * @param {{changed: () => void}} owner changed: after each change, also when it is taken back
 */
export function editRun(app, run, room, { changed }) {
  const title = h('input', {
    type: 'text', aria: { label: 'Title' }, value: run.title ?? '', maxLength: 200, placeholder: run.name,
  });
  const note = h('textarea', {
    rows: 3, aria: { label: 'Note' }, value: run.note ?? '', placeholder: 'What was tried, and what came of it',
  });
  const problem = h('p.field-fault', { role: 'alert' });
  const close = () => fill(room);
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
    room,
    h(
      'form.run-edit',
      {
        onsubmit: (event) => { event.preventDefault(); save(); },
        onkeydown: (event) => event.key === 'Escape' && close(),
      },
      h('label.field', h('span.field-name', 'Title'), title),
      h('label.field', h('span.field-name', 'Note'), note),
      problem,
      h('div.row', h('button.primary', { type: 'submit' }, 'Save'), button('Cancel', close)),
    ),
  );
  title.focus();
}

/**
 * Deletion cannot be undone, so the name is asked for.
 *
 * @param {object} run as the API gives it
 * @param {HTMLElement} room for the form, emptied when it is done
 * @param {{isOpen: boolean, changed: () => void}} owner isOpen: whether the page shows this run
 */
export function deleteRun(app, run, room, { isOpen, changed }) {
  const name = h('input', {
    type: 'text', aria: { label: `Type ${run.name} to confirm` }, autocomplete: 'off', spellcheck: false,
  });
  const go = h('button.danger', { type: 'submit', disabled: true }, 'Delete for good');
  const problem = h('p.field-fault', { role: 'alert' });
  name.addEventListener('input', () => { go.disabled = name.value.trim() !== run.name; });
  const close = () => fill(room);
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
    room,
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
