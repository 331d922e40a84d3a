import { valueOf } from '../../core/columns.js';
import { download, fill, h, icon } from '../../core/dom.js';
import { count, csv } from '../../core/format.js';
import { headCells, lineOf } from './table-lines.js';
import { sortedRows } from './table-sort.js';

const line = 30; // pixels of a row
const tallest = 8_000_000; // browsers do not scroll farther exactly
const usual = ['label', 'prediction', 'loss', 'probability', 'margin'];

/**
 * What the map shows, or what is selected, as a table: the way to the samples without seeing the map. Only the rows
 * that can be seen are in the page.
 *
 * @param {{hover: (row: number) => void}} actions hover: the row under the pointer, -1 for none
 * @returns {{refresh: () => void}} refresh: reads and draws it anew, if it is open
 */
export function sampleTable(element, app, { hover }) {
  let rows = new Uint32Array(0);
  let columns = [];
  let at = 0; // line that has the focus
  let stale = true;
  let turn = 0;
  const title = h('b');
  const head = h('div.table-head', { role: 'row' });
  const body = h('div.table-lines', { role: 'rowgroup' });
  const space = h('div.table-space', body);
  const grid = h(
    'div.table-grid',
    { role: 'grid', tabIndex: 0, hidden: true, aria: { label: 'Samples', multiselectable: 'true' } },
    h('div.table-top', { role: 'rowgroup' }, head),
    space,
  );
  const close = h(
    'button.bare',
    {
      type: 'button',
      title: 'Close the table (T)',
      aria: { label: 'Close the table' },
      onclick: () => app.view.set({ table: false }, { push: true }),
    },
    icon('close'),
  );
  fill(element, h('header.table-title', title, h('button.link', { type: 'button', onclick: save }, 'CSV'), close), grid);

  const open = () => app.view.get().table;
  const names = () => {
    const { color, size } = app.view.get();
    return [...new Set([...usual, color, size])].filter((name) => app.data.describe(name));
  };

  function refresh() {
    stale = true;
    if (open() && app.run) read().catch((error) => app.toast({ text: error.line ?? error.message, kind: 'error' }));
  }

  async function read() {
    const mine = ++turn;
    const found = await Promise.all(names().map((name) => app.data.column(name)));
    if (mine !== turn) return;
    columns = found;
    const selected = app.selection.rows.length > 0;
    const all = selected ? app.selection.rows : app.shown.rows();
    rows = sortedRows(all, columns, app.view.get().sort);
    at = Math.min(at, Math.max(rows.length - 1, 0));
    stale = false;
    fill(title, `${count(rows.length)} ${selected ? 'selected' : 'shown'}`);
    grid.setAttribute('aria-rowcount', String(rows.length + 1));
    space.style.height = `${Math.min(rows.length * line, tallest)}px`;
    grid.hidden = false;
    fill(head, headCells(app, columns));
    element.style.setProperty('--columns', String(columns.length));
    draw();
  }

  /** Line at the upper edge: one pixel is one pixel up to `tallest`, beyond that a share of all lines. */
  function firstLine() {
    const visible = Math.floor(grid.clientHeight / line);
    if (rows.length * line <= tallest) return Math.floor(grid.scrollTop / line);
    return Math.round((grid.scrollTop / (tallest - grid.clientHeight || 1)) * Math.max(rows.length - visible, 0));
  }

  function draw() {
    const first = Math.max(firstLine() - 4, 0);
    const last = Math.min(first + Math.ceil(grid.clientHeight / line) + 8, rows.length);
    const top = rows.length * line <= tallest ? first * line : grid.scrollTop;
    body.style.transform = `translateY(${top}px)`;
    const current = app.data?.row(app.view.get().sample);
    const lines = [];
    for (let i = first; i < last; i++) {
      const place = { i, row: rows[i], isAt: i === at, isCurrent: rows[i] === current };
      lines.push(lineOf(app, columns, place, { choose, hover }));
    }
    fill(body, lines);
    grid.setAttribute('aria-activedescendant', rows.length ? `line-${at}` : '');
  }

  function choose(i) {
    at = i;
    app.openSample(app.data.sample(rows[i]));
  }

  function press(event) {
    if (event.target !== grid || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(Math.floor(grid.clientHeight / line) - 1, 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) {
      at = Math.min(Math.max(at + moves[event.key], 0), Math.max(rows.length - 1, 0));
      reveal();
      draw();
      if (rows.length) hover(rows[at]);
    } else if (event.key === 'Enter' && rows.length) choose(at);
    else return;
    event.preventDefault();
  }

  function reveal() {
    const visible = Math.floor((grid.clientHeight - line) / line);
    if (rows.length * line > tallest) {
      grid.scrollTop = (at / Math.max(rows.length - visible, 1)) * (tallest - grid.clientHeight);
      return;
    }
    const top = at * line;
    if (top < grid.scrollTop) grid.scrollTop = top;
    if (top > grid.scrollTop + grid.clientHeight - 2 * line) grid.scrollTop = top - grid.clientHeight + 2 * line;
  }

  async function save() {
    if (stale) await read();
    const lines = [['sample', ...columns.map(({ name }) => name)]];
    for (const row of rows) lines.push([app.data.sample(row), ...columns.map((column) => valueOf(column, row))]);
    download(`${app.run.name}-samples.csv`, csv(lines));
  }

  grid.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true });
  grid.addEventListener('keydown', press);
  grid.addEventListener('mouseleave', () => hover(-1));
  new ResizeObserver(() => open() && !stale && draw()).observe(grid);
  app.view.on(['sort', 'color', 'size'], refresh);
  app.view.on('sample', () => open() && !stale && draw());
  app.selection.on(refresh);
  app.on('theme', refresh);
  const follow = () => app.shown.on('change', refresh);
  follow();
  app.on('run', () => {
    follow();
    refresh();
  });
  return { refresh };
}
