import { parseArrays } from '../core/arrays.js';
import { Colors } from '../core/palette.js';
import { labelPlaces } from '../map/labels.js';
import { Overlay } from '../map/overlay.js';
import { followPointer } from '../map/pointer.js';
import { PopMap } from '../map/popmap.js';
import { colorScale, paletteOf, sizeScale } from '../map/scale.js';

/**
 * The population map of an exported report: pan, zoom, hover, and a choice of subset and color. Its data lie in the
 * document, in base64 of the arrays format.
 */
const text = document.getElementById('population').textContent;
const { header, ...arrays } = parseArrays(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)).buffer);
const { classes, subsets, columns } = header;
const column = (name) => {
  const about = columns.find((each) => each.name === name);
  return about && { name, kind: about.kind, values: arrays[name], about };
};

const element = document.getElementById('map');
const colors = new Colors('dark');
const map = new PopMap(element);
const overlay = new Overlay(map, colors);
map.onoverlay = () => overlay.draw();
map.onpaint = () => overlay.paint();
map.setTheme(colors.background, colors.ink);
map.setPlaces(arrays.x, arrays.y);
if (column('loss')) map.setSizes(sizeScale(column('loss')).bytes, { smooth: false });

const tip = document.createElement('div');
tip.className = 'tip';
element.append(choices(), tip);
paint(columns[0]?.name);
followPointer(map, overlay, {
  tool: () => 'pan',
  hover: show,
  click: show,
  select: () => {},
});

function choices() {
  const place = document.createElement('div');
  place.className = 'choices';
  place.append(
    choice('Color', columns.map(({ name }) => name), paint),
    choice('Subset', ['all', ...subsets.map(({ name }) => name)], restrict),
  );
  return place;
}

function choice(title, names, act) {
  const label = document.createElement('label');
  const select = document.createElement('select');
  select.append(...names.map((name) => new Option(name)));
  select.addEventListener('change', () => act(select.value));
  label.append(`${title} `, select);
  return label;
}

/** Colors the dots by a column, and names its categories. */
function paint(name) {
  const chosen = column(name);
  if (!chosen) return;
  const scale = colorScale(chosen, chosen.about, classes);
  map.setColors(scale.codes, paletteOf(scale, colors), scale.kind);
  const list = scale.list ?? [];
  const places = labelPlaces(map.dots.columns, scale.codes, list.map(({ code }) => code), map.box);
  overlay.labels = list
    .filter(({ code }) => places.has(code))
    .map(({ code, label }) => ({ text: label, color: colors.ofClass(code), place: places.get(code) }));
  overlay.draw();
}

function restrict(name) {
  const subset = subsets.find((each) => each.name === name);
  const mask = new Uint8Array(map.count).fill(subset ? 0 : 1);
  if (subset) mask.fill(1, subset.first, subset.first + subset.count);
  map.setMask(mask);
}

function show(row) {
  overlay.hovered = row;
  overlay.draw();
  if (row < 0) {
    tip.textContent = '';
    return;
  }
  const { name, first } = subsets.findLast((subset) => subset.first <= row && subset.count > 0);
  const figures = columns.map((about) => `${about.name} ${shown(about, arrays[about.name][row])}`);
  tip.textContent = [`${name}:${row - first}`, ...figures].join('  ·  ');
}

function shown({ name, kind }, value) {
  if (kind === 'bool') return value === 255 ? '-' : String(value === 1);
  if (Number.isNaN(value)) return '-';
  if (kind === 'int64') return /label|prediction/.test(name) ? (classes[value] ?? value) : String(value);
  return String(Number(value.toPrecision(3)));
}
