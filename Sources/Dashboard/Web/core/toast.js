import { h, icon } from './dom.js';

let place = null;

/**
 * A message at the lower edge, said by screen readers. Errors stay until they are closed, others go after 6 seconds.
 *
 * @param {{text: string, kind?: 'info'|'error', undo?: () => any}} message undo: what its button does
 */
export function toast({ text, kind = 'info', undo = null }) {
  place ??= document.body.appendChild(h('div.toasts', { role: 'status', aria: { live: 'polite' } }));
  const close = () => {
    clearTimeout(timer);
    note.remove();
  };
  const note = h(
    'div.toast',
    { class: kind, role: kind === 'error' ? 'alert' : null },
    h('span', text),
    undo && h('button.link', { type: 'button', onclick: () => (close(), undo()) }, 'Undo'),
    h('button.bare', { type: 'button', aria: { label: 'Close message' }, onclick: close }, icon('close')),
  );
  const timer = kind === 'error' ? 0 : setTimeout(close, 6000);
  for (const same of place.children) if (same.firstChild.textContent === text) same.remove();
  while (place.children.length >= 3) place.firstChild.remove();
  place.append(note);
  return close;
}
