/**
 * What the view state consists of. A key that is not listed here is kept as text.
 *
 * Kinds: `text`; `flag`; `number`; `list` of texts; `numbers`. null stands for "not said": the panel chooses.
 */
export const schema = {
  run: { kind: 'text', initial: null },
  tab: { kind: 'text', initial: 'sample' },
  subsets: { kind: 'list', initial: null }, // null: all
  color: { kind: 'text', initial: 'label' },
  size: { kind: 'text', initial: 'loss' },
  filter: { kind: 'text', initial: '' },
  sample: { kind: 'text', initial: null },
  selection: { kind: 'text', initial: null }, // see selection-code.js
  hidden: { kind: 'list', initial: [] }, // categories of the color column
  outline: { kind: 'flag', initial: false },
  lines: { kind: 'flag', initial: true },
  camera: { kind: 'numbers', initial: null }, // center x, y in units of the map, zoom over fit
  table: { kind: 'flag', initial: false },
  sort: { kind: 'text', initial: null }, // of the table; '-loss' is descending
  seeds: { kind: 'list', initial: [] },
  insight: { kind: 'text', initial: null },
  method: { kind: 'text', initial: null },
  layer: { kind: 'text', initial: null },
  target: { kind: 'text', initial: null },
  opacity: { kind: 'number', initial: null },
  mode: { kind: 'text', initial: null },
  metric: { kind: 'text', initial: null },
  combination: { kind: 'text', initial: null },
  within: { kind: 'text', initial: null },
  near: { kind: 'text', initial: null },
  limit: { kind: 'number', initial: null },
  pair: { kind: 'text', initial: null },
  likeness: { kind: 'text', initial: null },
  kind: { kind: 'text', initial: null },
  state: { kind: 'text', initial: null },
  chart: { kind: 'text', initial: null },
  compare: { kind: 'text', initial: null },
};

const coders = {
  text: { read: (text) => text, write: (value) => String(value) },
  flag: { read: (text) => text !== '0', write: (value) => (value ? '1' : '0') },
  number: { read: (text) => (Number.isFinite(+text) ? +text : null), write: (value) => String(value) },
  list: {
    read: (text) => (text === '' ? [] : text.split(',').map(decodeURIComponent)),
    write: (value) => value.map(encodeURIComponent).join(','),
  },
  numbers: {
    read: (text) => {
      const numbers = text.split(',').map(Number);
      return numbers.every(Number.isFinite) ? numbers : null;
    },
    write: (value) => value.join(','),
  },
};

const coder = (key) => coders[schema[key]?.kind ?? 'text'];
const initial = (key) => schema[key]?.initial ?? null;

/** The state that the fragment of an address says. Never throws: what cannot be read has its initial value. */
export function parseView(fragment) {
  const state = Object.fromEntries(Object.keys(schema).map((key) => [key, initial(key)]));
  for (const [key, text] of new URLSearchParams(fragment.replace(/^#/, ''))) {
    try {
      state[key] = coder(key).read(text) ?? initial(key);
    } catch {
      state[key] = initial(key); // a malformed escape
    }
  }
  return state;
}

/** The fragment for a state, without #. Initial values are left out. */
export function formatView(state) {
  const parts = [];
  for (const [key, value] of Object.entries(state)) {
    if (value === null || value === undefined || same(value, initial(key))) continue;
    // Readable where it can be: these characters need no escape in a fragment.
    const text = encodeURIComponent(coder(key).write(value)).replace(/%(3A|2C|2F|40|24)/g, decodeURIComponent);
    parts.push(`${encodeURIComponent(key)}=${text}`);
  }
  return parts.join('&');
}

/** Whether two values of a view state are equal. */
export const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);
