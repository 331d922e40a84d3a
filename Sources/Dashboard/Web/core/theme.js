import { Colors } from './palette.js';

const key = 'leap-theme';

function stored() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage can be forbidden
  }
}

function store(theme) {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // It holds until the page is left.
  }
}

/** Keeps the theme of the page and the app's colors: dark, unless the person chose light here. `app.emit('theme')` after each change. */
export function keepTheme(app) {
  const apply = (theme) => {
    document.documentElement.dataset.theme = theme;
    app.colors = new Colors(theme);
    app.emit('theme', theme);
  };
  apply(stored() === 'light' ? 'light' : 'dark');
  return function toggle() {
    const theme = app.colors.theme === 'light' ? 'dark' : 'light';
    store(theme);
    apply(theme);
  };
}
