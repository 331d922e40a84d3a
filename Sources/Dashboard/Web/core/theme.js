import { Colors } from './palette.js';

const key = 'leap-theme';
const system = matchMedia('(prefers-color-scheme: light)');

const stored = () => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage can be forbidden
  }
};

/** `light` or `dark`: as the person chose here, else as the system says, which is dark where it says nothing. */
const current = () => stored() ?? (system.matches ? 'light' : 'dark');

/** Keeps the theme of the page and the app's colors; `app.emit('theme')` after each change. */
export function keepTheme(app) {
  const apply = () => {
    const theme = current();
    if (app.colors?.theme === theme) return;
    document.documentElement.dataset.theme = theme;
    app.colors = new Colors(theme);
    app.emit('theme', theme);
  };
  system.addEventListener('change', apply);
  apply();
  return function toggle() {
    try {
      localStorage.setItem(key, current() === 'light' ? 'dark' : 'light');
    } catch {
      // It holds until the page is left.
    }
    apply();
  };
}
