import { download, fill, h, icon, stylesheet } from '../core/dom.js';
import { count, csv, number } from '../core/format.js';
import { valueOf } from '../map/hover.js';
import { sortedRows } from './table-sort.js';

const line = 30; // pixels of a row
const tallest = 8_000_000; // browsers do not scroll farther exactly

/**
 * What the map shows, or what is selected, as a table: the way to the samples without seeing the map. Only the rows
 * that can be seen are in the page.
 */
export function mountTable(element, app, { hover }) {
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
    const wanted = ['label', 'prediction', 'loss', 'probability', 'margin', color, size];
    return [...new Set(wanted)].filter((name) => app.data.describe(name));
  };

  async function refresh() {
    stale = true;
    if (open()) await stylesheet(new URL('table.css', import.meta.url));
    element.hidden = !open();
    if (open() && app.run) read().catch((error) => app.toast({ text: error.line ?? error.message, kind: 'error' }));
  }

  async function read() {
    const mine = ++turn;
    const read = await Promise.all(names().map((name) => app.data.column(name)));
    if (mine !== turn) return;
    columns = read;
    const selected = app.selection.rows.length > 0;
    const all = selected ? app.selection.rows : app.shown.rows();
    rows = sortedRows(all, columns, app.view.get().sort);
    at = Math.min(at, Math.max(rows.length - 1, 0));
    stale = false;
    fill(title, `${count(rows.length)} ${selected ? 'selected' : 'shown'}`);
    grid.setAttribute('aria-rowcount', String(rows.length + 1));
    space.style.height = `${Math.min(rows.length * line, tallest)}px`;
    grid.hidden = false;
    drawHead();
    draw();
  }

  function drawHead() {
    const { sort } = app.view.get();
    const header = (name, text = name) => {
      const down = sort === `-${name}`;
      const up = sort === name;
      const next = down ? name : up ? null : `-${name}`;
      return h(
        'span.cell',
        { role: 'columnheader', aria: { sort: down ? 'descending' : up ? 'ascending' : 'none' } },
        h(
          'button.bare',
          { type: 'button', title: `Sort by ${text}`, onclick: () => app.view.set({ sort: next }, { push: true }) },
          text,
          down ? ' ↓' : up ? ' ↑' : '',
        ),
      );
    };
    fill(head, header('sample'), columns.map(({ name }) => header(name, name === 'label' ? 'truth' : name)));
    element.style.setProperty('--columns', String(columns.length));
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
    for (let i = first; i < last; i++) lines.push(drawLine(i, rows[i], current));
    fill(body, lines);
    grid.setAttribute('aria-activedescendant', rows.length ? `line-${at}` : '');
  }

  function drawLine(i, row, current) {
    const sample = app.data.sample(row);
    return h(
      'div.line',
      {
        role: 'row',
        id: `line-${i}`,
        class: `${i === at ? 'at' : ''} ${row === current ? 'current' : ''}`,
        aria: { rowindex: i + 2, selected: String(app.selection.rows.length > 0 && app.selection.has(row)) },
        onclick: () => ((at = i), app.openSample(sample)),
        onmouseenter: () => hover(row),
      },
      h('span.cell', { role: 'gridcell' }, app.images.thumb(row), sample),
      columns.map((column) => cell(column, row)),
    );
  }

  function cell(column, row) {
    const value = valueOf(column, row);
    const ofClass = (column.name === 'label' || column.name === 'prediction') && value !== null;
    const truth = app.ready.get('label')?.values[row];
    const wrong = column.name === 'prediction' && truth === truth && truth !== undefined && truth !== value;
    return h(
      'span.cell.numbers',
      { role: 'gridcell', class: wrong ? 'wrong' : '' },
      ofClass && h('i.swatch', { style: { background: app.colors.ofClass(value) } }),
      ofClass ? (app.run.classes[value] ?? String(value)) : typeof value === 'boolean' ? String(value) : number(value),
      wrong && ' ✗',
    );
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
    } else if (event.key === 'Enter' && rows.length) app.openSample(app.data.sample(rows[at]));
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
  app.view.on(['table', 'sort', 'color', 'size'], refresh);
  app.view.on('sample', () => open() && !stale && draw());
  app.selection.on(refresh);
  app.on('theme', refresh);
  app.on('run', () => {
    app.shown.on('change', refresh);
    refresh();
  });
}
