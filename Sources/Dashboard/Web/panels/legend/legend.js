import { h, fill } from '../../core/dom.js';
import { mountCategories } from './legend-categories.js';
import { colorBar, sizeDots } from './legend-scales.js';

/** What color and size mean, and the choice of both. */
export function mount(element, app) {
  const color = chooser('Color by', 'color');
  const size = chooser('Size by', 'size');
  const key = h('div.legend-key');
  const sizes = h('div.sizes');
  const outline = check('Outline wrong predictions', 'outline', 'o');
  const lines = check('Neighbor lines', 'lines', 'n');
  fill(element, color.label, key, size.label, sizes, h('div.checks', outline, lines));
  let present = null;
  let off = () => {};

  function chooser(text, field) {
    const select = h('select', {
      id: `${field}-by`,
      onchange: () => app.view.set({ [field]: select.value, ...(field === 'color' ? { hidden: [] } : {}) }, { push: true }),
    });
    return { select, label: h('label.chooser', h('span.heading', text), select) };
  }

  function check(text, field, keyName) {
    const input = h('input', {
      type: 'checkbox',
      id: `check-${field}`,
      checked: app.view.get()[field],
      onchange: () => app.view.set({ [field]: input.checked }, { push: true }),
    });
    app.view.on(field, (state) => (input.checked = state[field]));
    app.keys.add(keyName, text, () => app.view.set({ [field]: !app.view.get()[field] }, { push: true }), { group: 'Map' });
    return h('label.check', input, text);
  }

  function listColumns() {
    const state = app.view.get();
    const groups = Map.groupBy(app.run.columns, ({ source }) => source);
    for (const [select, chosen, none] of [[color.select, state.color, false], [size.select, state.size, true]]) {
      select.disabled = !app.run.columns.length;
      const usable = (column) => column.kind !== 'string' || !none;
      fill(
        select,
        none && h('option', { value: 'none', selected: chosen === 'none' }, 'one size'),
        select.disabled && h('option', 'no values yet'),
        [...groups].map(([source, columns]) =>
          h(
            'optgroup',
            { label: source },
            columns.filter(usable).map(({ name }) => h('option', { value: name, selected: name === chosen }, name)),
          ),
        ),
      );
    }
  }

  function showColors() {
    off();
    off = () => {};
    if (!present) {
      fill(key);
      return;
    }
    color.select.value = present.name;
    if (present.scale.kind === 'ramp') fill(key, colorBar(app, present));
    else off = mountCategories(key, app, present);
  }

  app.view.on('color', (state) => key.classList.toggle('fetching', !app.ready.has(state.color)));
  app.on('run', () => {
    present = null;
    listColumns();
    showColors();
    app.shown.on('change', () => present?.scale.kind === 'ramp' || showColors());
  });
  app.on('colors', (colors) => {
    present = colors;
    key.classList.remove('fetching');
    showColors();
  });
  app.on('sizes', (chosen) => {
    size.select.value = chosen.name;
    fill(sizes, sizeDots(app, chosen));
  });
}
