/** Controls that panels share. Each says its current value. */

import { h } from '../core/dom.js';

/**
 * A labeled choice.
 * @param {string} label
 * @param {Array<string|{value: string, text: string, disabled?: boolean}>} options
 * @param {(value: string) => void} change
 */
export function choice(label, options, value, change) {
  const select = h('select', { aria: { label }, onchange: () => change(select.value) });
  const element = h('label', { class: 'field' }, h('span', { class: 'field-name' }, label), select);
  /** New options; the value stays where it is among them. */
  const fill = (list, chosen = select.value) => {
    select.replaceChildren(...list.map((entry) => {
      const { value: name, text, disabled } = typeof entry === 'string' ? { value: entry, text: entry } : entry;
      return h('option', { value: name, disabled: disabled || null }, text);
    }));
    select.value = chosen;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  };
  fill(options, value);
  return { element, select, fill, get value() { return select.value; }, set value(chosen) { select.value = chosen; } };
}

/**
 * A slider with its value beside it.
 * @param {{min: number, max: number, step: number, value: number, text?: (value: number) => string}} range
 * @param {(value: number) => void} change while it moves
 */
export function slider(label, { min, max, step, value, text = String }, change) {
  const output = h('output', {}, text(value));
  const input = h('input', { type: 'range', min, max, step, value, aria: { label } });
  input.value = value;
  input.addEventListener('input', () => {
    output.textContent = text(Number(input.value));
    change(Number(input.value));
  });
  const element = h('label', { class: 'field field-slider' }, h('span', { class: 'field-name' }, label), input, output);
  return {
    element, input,
    get value() { return Number(input.value); },
    set value(number) { input.value = number; output.textContent = text(Number(input.value)); },
  };
}

/**
 * One of a few, all in sight.
 * @param {string} label for screen readers
 * @param {Array<{value: string, text: string}>} options
 */
export function segments(label, options, value, change) {
  const buttons = options.map((option) => h('button', {
    type: 'button', 'aria-pressed': String(option.value === value), title: option.title ?? null,
    onclick: () => { set(option.value); change(option.value); },
  }, option.text));
  const set = (chosen) => options.forEach(
    (option, i) => buttons[i].setAttribute('aria-pressed', String(option.value === chosen)),
  );
  return { element: h('div.segmented', { role: 'group', 'aria-label': label }, buttons), set };
}

/** A button. `kind` is a class: 'primary', 'quiet', 'danger'. */
export const button = (text, action, { kind = '', label = null, title = null } = {}) =>
  h('button', { type: 'button', class: kind || null, 'aria-label': label, title, onclick: action }, text);
