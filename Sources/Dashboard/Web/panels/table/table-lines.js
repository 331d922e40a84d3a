import { valueOf } from '../../core/columns.js';
import { h } from '../../core/dom.js';
import { number } from '../../core/format.js';

/** The heads of all columns; a click sorts: down first, then up, then as the rows are. */
export function headCells(app, columns) {
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
  return [header('sample'), ...columns.map(({ name }) => header(name, name === 'label' ? 'truth' : name))];
}

/**
 * One line of the table.
 *
 * @param {{i: number, row: number, isAt: boolean, isCurrent: boolean}} place i: number of the line; isAt: it has the
 *   focus; isCurrent: its sample is open
 * @param {{choose: (i: number) => void, hover: (row: number) => void}} actions
 */
export function lineOf(app, columns, { i, row, isAt, isCurrent }, { choose, hover }) {
  const sample = app.data.sample(row);
  return h(
    'div.line',
    {
      role: 'row',
      id: `line-${i}`,
      class: `${isAt ? 'at' : ''} ${isCurrent ? 'current' : ''}`,
      aria: { rowindex: i + 2, selected: String(app.selection.rows.length > 0 && app.selection.has(row)) },
      onclick: () => choose(i),
      onmouseenter: () => hover(row),
    },
    h('span.cell', { role: 'gridcell' }, app.images.thumb(row), sample),
    columns.map((column) => cell(app, column, row)),
  );
}

function cell(app, column, row) {
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
