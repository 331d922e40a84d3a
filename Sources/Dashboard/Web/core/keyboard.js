const typing = (target) =>
  target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
  (target.tagName === 'INPUT' && !/^(checkbox|radio|button|range|color)$/.test(target.type));

/**
 * Keyboard shortcuts of the page. A key is named as in KeyboardEvent.key with `Ctrl+` and `Shift+` before it; Ctrl
 * stands for Command, too. Keys do nothing while one types or a dialog is open.
 */
export class Keys {
  #entries = [];

  constructor(target = document) {
    target.addEventListener('keydown', (event) => this.#press(event));
  }

  /**
   * @param {string|string[]} key
   * @param {string} text what it does, for the help sheet; '' keeps it off the sheet
   * @param {(event) => ?boolean} callback returns false when the key was not meant for it
   * @param {{group?: string}} options
   * @returns {() => void} ends it
   */
  add(key, text, callback, { group = 'Page' } = {}) {
    const entry = { keys: [key].flat(), text, callback, group };
    this.#entries.push(entry);
    return () => {
      this.#entries = this.#entries.filter((other) => other !== entry);
    };
  }

  /** All shortcuts with a text, in the order in which they came. */
  get list() {
    return this.#entries.filter(({ text }) => text);
  }

  #press(event) {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    if (typing(event.target) || document.querySelector('dialog[open]')) return;
    const letter = event.key.length === 1 && /[a-z]/i.test(event.key);
    const name =
      (control ? 'Ctrl+' : '') + (event.shiftKey && (letter || event.key.length > 1) ? 'Shift+' : '') +
      (letter ? event.key.toLowerCase() : event.key);
    // The newest first: a dialog's Escape comes before the page's.
    for (const { keys, callback } of this.#entries.toReversed()) {
      if (keys.includes(name) && callback(event) !== false) {
        event.preventDefault();
        return;
      }
    }
  }
}
