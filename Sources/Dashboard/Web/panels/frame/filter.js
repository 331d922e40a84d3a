import { fill, h, icon } from '../../core/dom.js';

/** The filter by text. What is wrong with it stands below it; until it is right, what was shown stays. */
export function mountFilter(element, app) {
  const input = h('input', {
    id: 'filter',
    type: 'text',
    placeholder: 'Filter, such as label == 4 && loss > 1',
    spellcheck: false,
    autocomplete: 'off',
    aria: { label: 'Filter samples', describedby: 'filter-error' },
    onkeydown: press,
    onchange: apply,
  });
  const suggestions = h('datalist', { id: 'filter-columns' });
  const error = h('p.error', { id: 'filter-error', role: 'alert', hidden: true });
  const clear = h(
    'button.bare',
    { type: 'button', aria: { label: 'Clear the filter' }, title: 'Clear the filter', hidden: true, onclick: () => set('') },
    icon('close'),
  );
  fill(element, icon('search'), input, suggestions, clear, error);

  function set(text) {
    input.value = text;
    apply();
    input.focus();
  }

  function apply() {
    app.view.set({ filter: input.value.trim() }, { push: true });
    follow();
  }

  function press(event) {
    if (event.key === 'Enter') apply();
    if (event.key === 'Escape') {
      event.preventDefault();
      if (input.value !== app.view.get().filter) input.value = app.view.get().filter;
      else input.blur();
    }
  }

  function follow() {
    const { filter } = app.view.get();
    if (input.value.trim() !== filter) input.value = filter;
    clear.hidden = !filter;
  }

  function showError(problem) {
    error.hidden = !problem;
    input.setAttribute('aria-invalid', String(Boolean(problem)));
    if (!problem) return;
    const where = problem.place ? `${problem.place}: ` : '';
    fill(error, h('b', where), problem.problem, problem.remedy && h('span.mute', ` ${problem.remedy}`));
  }

  app.view.on('filter', follow);
  app.on('run', () => {
    follow();
    showError(app.shown.error);
    app.shown.on('error', showError);
  });
  app.keys.add('/', 'Filter', () => {
    input.focus();
    input.select();
  });
}
