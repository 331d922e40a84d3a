/** The chart editor: a form, a live preview, and the server's word on what does not fit, in place. */

import { chartCard } from '../../charts/card.js';
import { chartForm } from '../../charts/form.js';
import { fill, h } from '../../core/dom.js';
import { button } from '../../widgets/controls.js';
import { debounced } from '../../widgets/latest-request.js';

/** The preview follows once a person stops typing, in milliseconds. */
const PAUSE = 300;

/**
 * Opens the editor in `element`, in the place of one that is open.
 * @param {object|null} chart to change (with `id`) or to begin from; null for a new one
 * @param {{scope: () => string, done: () => void}} options done: after it was saved
 */
export function editChart(element, app, chart, { scope, done }) {
  const form = chartForm(app, chart, () => preview());
  const problem = h('p.field-fault', { role: 'alert' });
  const room = h('div.editor-preview');
  const save = button(chart?.id ? 'Save' : 'Add to the dashboard', keep, { kind: 'primary' });
  let card = null;

  const section = h(
    'section.editor',
    {
      aria: { label: chart?.id ? `Edit ${chart.title}` : 'New chart' },
      onkeydown: (event) => event.key === 'Escape' && close(),
    },
    h('div.panel-head', h('h3', chart?.id ? 'Edit chart' : 'New chart')),
    h('div.editor-body', h('div', form.element, problem, h('div.row', save, button('Cancel', close))), room),
  );
  fill(element, section);
  form.focus();

  const preview = debounced(() => {
    const draft = form.value();
    card?.destroy();
    card = chartCard(app, { ...draft, id: 'preview' }, { scope });
    fill(room, card.element);
    card.load();
  }, PAUSE);

  async function keep() {
    const draft = form.value();
    problem.textContent = '';
    if (!draft.title) {
      problem.textContent = 'The chart has no title: write one.';
      return;
    }
    save.disabled = true;
    try {
      const put = (value) => app.api.send('PUT', `/charts/${encodeURIComponent(chart.id)}`, value);
      if (chart?.id) {
        const before = { title: chart.title, of: chart.of, kind: chart.kind, query: chart.query };
        await put(draft);
        app.undo.push({
          text: `Change of ${draft.title}`,
          undo: async () => { await put(before); done(); },
          redo: async () => { await put(draft); done(); },
        });
      } else {
        let made = await app.api.send('POST', '/charts', draft);
        app.undo.push({
          text: `${draft.title} added`, undo: async () => {
            await app.api.send('DELETE', `/charts/${encodeURIComponent(made.id)}`);
            done();
          },
          redo: async () => { made = await app.api.send('POST', '/charts', draft); done(); },
        });
      }
      app.toast({ text: `${draft.title} saved`, undo: () => app.undoLast() });
      close();
      done();
    } catch (error) {
      problem.textContent = [
        error.problem ?? error.message, error.place && `(${error.place})`, error.remedy,
      ].filter(Boolean).join(' ');
    } finally {
      save.disabled = false;
    }
  }

  function close() {
    preview.cancel();
    card?.destroy();
    fill(element);
  }
  preview();
}
