import { fill, h } from '../../core/dom.js';
import { count, percent } from '../../core/format.js';
import { missing } from '../../map/scale.js';

/** More categories than this are listed only when asked for. */
const listed = 24;

/**
 * The categories with how many of the chosen samples each has. A click hides one, Alt+click shows it alone.
 *
 * @returns {() => void} ends it
 */
export function mountCategories(element, app, { scale }) {
  let all = scale.list.length <= listed;
  const hidden = () => new Set(app.view.get().hidden);

  function toggle({ name }, only) {
    const before = hidden();
    const others = scale.list.filter((one) => one.name !== name).map((one) => one.name);
    let next;
    if (only) {
      const alone = !before.has(name) && others.every((other) => before.has(other));
      next = alone ? [] : others;
    } else {
      next = scale.list.map((one) => one.name).filter((one) => before.has(one) !== (one === name));
    }
    app.view.set({ hidden: next }, { push: true });
  }

  function draw() {
    const focused = document.activeElement?.dataset?.category;
    const counts = tally(scale, app);
    const total = counts.reduce((sum, value) => sum + value, 0) || 1;
    const off = hidden();
    const rows = scale.list.slice(0, all ? undefined : listed).map((category) => {
      const { code, name, label } = category;
      const click = (event) => toggle(category, event.altKey);
      return h(
        'li',
        h(
          'button.category',
          {
            type: 'button',
            title: 'Click hides or shows, Alt+click shows only this',
            aria: { pressed: String(!off.has(name)) },
            data: { category: name },
            onclick: click,
          },
          h('i.swatch', { style: { background: app.colors.ofClass(code) } }),
          h('span.name', label),
          h('span.numbers', count(counts[code])),
          h('span.numbers', percent(counts[code] / total)),
        ),
      );
    });
    fill(
      element,
      h('ul.categories', rows),
      counts[missing] > 0 && h('p.mute.small', `${count(counts[missing])} without a value`),
      !all && h('button.link', { type: 'button', onclick: () => ((all = true), draw()) }, `Show all ${scale.list.length}`),
      off.size > 0 &&
        h(
          'button.link',
          { type: 'button', onclick: () => app.view.set({ hidden: [] }, { push: true }) },
          'Show all categories',
        ),
    );
    if (focused) element.querySelector(`[data-category="${CSS.escape(focused)}"]`)?.focus();
  }

  draw();
  return app.view.on('hidden', draw);
}

/** Samples of each code, hidden categories counted too: those of the chosen subsets that pass the filter. */
function tally(scale, app) {
  const counts = new Uint32Array(256);
  const mask = app.shown.unhidden;
  for (let row = 0; row < mask.length; row++) if (mask[row]) counts[scale.codes[row]]++;
  return counts;
}
