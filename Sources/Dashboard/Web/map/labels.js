import { css } from '../core/palette.js';

/**
 * Where the names of categories stand: in the densest part of each, so that a category of two clusters is named in the
 * larger one. All dots count, shown or not: names stay where they are when a filter changes.
 *
 * @param {{x: Float32Array, y: Float32Array}} dots
 * @param {Uint8Array} codes category of each dot
 * @param {number[]} wanted codes
 * @param {number[]} box of the map
 * @returns {Map<number, [number, number]>} place of each code that has dots, in units of the map
 */
export function labelPlaces({ x, y }, codes, wanted, box) {
  const step = Math.max(1, Math.floor(x.length / 12_000));
  const members = new Map(wanted.map((code) => [code, []]));
  for (let row = 0; row < x.length; row += step) members.get(codes[row])?.push(row);
  const reach = 0.09 * Math.max(box[1] - box[0], box[3] - box[2], 1e-9);
  const places = new Map();
  for (const [code, rows] of members) {
    if (rows.length) places.set(code, peak(x, y, rows, reach));
  }
  return places;
}

/** Mean shift with a flat window, from the median. */
function peak(x, y, rows, reach) {
  const middle = (values) => Float32Array.from(rows, (row) => values[row]).sort()[rows.length >> 1];
  let at = [middle(x), middle(y)];
  for (let turn = 0; turn < 12; turn++) {
    let [sx, sy, n] = [0, 0, 0];
    for (const row of rows) {
      if ((x[row] - at[0]) ** 2 + (y[row] - at[1]) ** 2 > reach * reach) continue;
      sx += x[row];
      sy += y[row];
      n++;
    }
    if (!n) break; // the median lies between clusters: stay
    at = [sx / n, sy / n];
  }
  return at;
}

/** Moves labels apart that would overlap, up and down only. @param {{x, y, width}[]} labels in pixels, changed */
export function spread(labels, height) {
  labels.sort((a, b) => a.y - b.y);
  for (let turn = 0; turn < 4; turn++) {
    for (let i = 0; i < labels.length; i++) {
      for (let j = i + 1; j < labels.length; j++) {
        const [a, b] = [labels[i], labels[j]];
        const gap = height + 2 - (b.y - a.y);
        if (gap <= 0 || Math.abs(a.x - b.x) > (a.width + b.width) / 2) continue;
        a.y -= gap / 2;
        b.y += gap / 2;
      }
    }
  }
  return labels;
}

/**
 * Paints names as pills with a dot of their color.
 *
 * @param {CanvasRenderingContext2D} context in CSS pixels
 * @param {{text: string, color: string, place: [number, number]}[]} names places in units of the map
 */
export function paintLabels(context, names, camera, colors) {
  const { width, height } = camera;
  context.font = '600 12.5px system-ui, "DejaVu Sans", sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const labels = names.map(({ text, color, place }) => {
    const [x, y] = camera.toScreen(...place);
    return { text, color, x, y, width: context.measureText(text).width + 29 };
  });
  const seen = labels.filter(({ x, y }) => x > -60 && y > -20 && x < width + 60 && y < height + 20);
  for (const { text, color, x, y, width: wide } of spread(seen, 23)) {
    const left = Math.round(x - wide / 2);
    const top = Math.round(y - 11.5);
    context.beginPath();
    context.roundRect(left, top, wide, 23, 11.5);
    context.fillStyle = css(colors.background, 0.85);
    context.strokeStyle = color;
    context.lineWidth = 1;
    context.fill();
    context.globalAlpha = 0.6;
    context.stroke();
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(left + 12, top + 11.5, 4, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    context.fillStyle = css(colors.ink);
    context.fillText(text, left + 20, top + 12);
  }
}

/** More names than this would hide the dots. */
const most = 24;

/** Puts the names of the color's categories on the map, without those that are hidden. */
export class CategoryNames {
  #app;
  #map;
  #overlay;
  #timer = 0;

  constructor(app, map, overlay) {
    this.#app = app;
    this.#map = map;
    this.#overlay = overlay;
  }

  destroy() {
    clearTimeout(this.#timer);
  }

  /** Names can wait for the dots. @param {?object} scale of scale.js; null: there is none yet */
  place(scale) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(scale), 30);
  }

  #find(scale) {
    if (!scale || !this.#map.ready) return;
    const { colors, view } = this.#app;
    const list = scale.kind === 'categories' && scale.list.length <= most ? scale.list : [];
    const hidden = new Set(view.get().hidden);
    const wanted = list.filter(({ name }) => !hidden.has(name));
    const places = labelPlaces(this.#map.dots.columns, scale.codes, wanted.map(({ code }) => code), this.#map.box);
    this.#overlay.labels = wanted
      .filter(({ code }) => places.has(code))
      .map(({ code, label }) => ({ text: label, color: colors.ofClass(code), place: places.get(code) }));
    this.#overlay.draw();
  }
}
