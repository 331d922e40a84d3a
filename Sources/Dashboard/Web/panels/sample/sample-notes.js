import { fill, h, icon } from '../../core/dom.js';

/**
 * Note and tags of a sample. Each change is saved when the field is left, and can be taken back.
 *
 * @returns {{update: (sample) => void}} shows what was written elsewhere, unless one is writing here
 */
export function mountNotes(element, app, { sample, note = '', tags = [] }) {
  let saved = { note: note ?? '', tags: tags ?? [] };
  const path = `/annotations/${encodeURIComponent(sample)}`;
  const readOnly = app.project?.read_only;

  const text = h('textarea', {
    id: 'sample-note',
    rows: 2,
    placeholder: readOnly ? 'No note' : 'Write down what you see',
    readOnly,
    onchange: () => change({ ...saved, note: text.value.trim() }, 'Note'),
  });
  const tag = h('input', {
    id: 'sample-tag',
    type: 'text',
    placeholder: 'Add tag',
    maxLength: 60,
    aria: { label: 'Add tag' },
    disabled: readOnly,
    onkeydown: (event) => event.key === 'Enter' && addTag(),
    onchange: () => addTag(),
  });
  const list = h('span.tags');
  fill(element, h('h3', h('label', { htmlFor: 'sample-note' }, 'Note and tags')), text, h('div.tag-line', list, tag));

  function addTag() {
    const name = tag.value.trim();
    tag.value = '';
    if (name && !saved.tags.includes(name)) change({ ...saved, tags: [...saved.tags, name] }, `Tag ${name}`);
  }

  async function change(next, what) {
    const before = saved;
    if (JSON.stringify(before) === JSON.stringify(next)) return;
    try {
      await save(next);
      app.undo.push({ text: `${what} of ${sample}`, undo: () => save(before), redo: () => save(next) });
    } catch (error) {
      app.toast({ text: error.line ?? error.message, kind: 'error' });
      text.focus(); // what was typed stays to be saved again
    }
  }

  async function save(next) {
    await app.api.send('PUT', path, next);
    saved = next;
    draw();
  }

  function draw() {
    if (document.activeElement !== text) text.value = saved.note;
    fill(
      list,
      saved.tags.map((name) =>
        h(
          'span.chip',
          name,
          !readOnly && h(
            'button.bare',
            {
              type: 'button',
              aria: { label: `Remove tag ${name}` },
              onclick: () => change({ ...saved, tags: saved.tags.filter((one) => one !== name) }, `Tag ${name}`),
            },
            icon('close'),
          ),
        ),
      ),
    );
  }

  draw();
  return {
    update({ note: other, tags: others }) {
      const fresh = { note: other ?? '', tags: others ?? [] };
      if (element.contains(document.activeElement) || JSON.stringify(fresh) === JSON.stringify(saved)) return;
      saved = fresh;
      draw();
    },
  };
}
