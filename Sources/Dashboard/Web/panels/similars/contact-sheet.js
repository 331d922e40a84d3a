/**
 * A contact sheet: pictures in order, each with label, prediction and distance. Other labels than the query's stand out.
 */

import { fill, h, icon } from '../../core/dom.js';
import { number } from '../../core/format.js';

/**
 * @param {{open: (neighbor) => void, compare: (neighbor) => void}} actions
 */
export function contactSheet(app, { open, compare }) {
  const element = h('ol.sheet-list', { aria: { label: 'Neighbors, nearest first' } });
  let [shown, query] = [[], null];

  const named = (label) => (
    label === null || label === undefined ? 'no label' : app.run.classes[label] ?? String(label)
  );

  function card(neighbor, rank) {
    const { sample, row, label, prediction, distance } = neighbor;
    const known = label !== null && label !== undefined;
    const other = known && query !== null && label !== query;
    const wrong = known && prediction !== null && prediction !== undefined && prediction !== label;
    const words = [
      `${rank}: ${sample}`,
      `label ${named(label)}${other ? ', not the query\'s' : ''}`,
      `read as ${named(prediction)}`,
      `distance ${number(distance)}`,
    ].join(', ');
    return h(
      'li.card-sample',
      { class: other ? 'other' : null },
      h(
        'button.card-open',
        { type: 'button', title: sample, aria: { label: `Open ${words}` }, onclick: () => open(neighbor) },
        app.images.thumb(row),
        h(
          'span.card-line',
          h('i.swatch', { style: { background: known ? app.colors.ofClass(label) : 'var(--mute)' } }),
          h('b', named(label)),
          other && h('span.card-other', { aria: { hidden: 'true' } }, '≠'),
          wrong && h('span.card-read', `→ ${named(prediction)}`),
        ),
        h('span.card-distance', number(distance)),
      ),
      h(
        'button.bare.card-compare',
        {
          type: 'button',
          title: 'Why are they near?',
          aria: { label: `Why is ${sample} near?` },
          onclick: () => compare(neighbor),
        },
        icon('search'),
      ),
    );
  }

  /**
   * @param {object[]} neighbors as the API gives them
   * @param {number|null} label the query's; null where it has none
   */
  function draw(neighbors, label) {
    [shown, query] = [neighbors, label];
    fill(element, neighbors.map((neighbor, i) => card(neighbor, i + 1)));
  }

  // Arrow keys go through the sheet as it is laid out.
  element.addEventListener('keydown', (event) => {
    const cards = [...element.querySelectorAll('.card-open')];
    const at = cards.indexOf(event.target);
    if (at < 0) return;
    const columns = Math.max(1, cards.findIndex((other) => other.offsetTop > cards[0].offsetTop)) || cards.length;
    const step = {
      ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -at, End: cards.length - 1 - at,
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    cards[Math.max(0, Math.min(cards.length - 1, at + step))].focus();
  });

  /** The sheet as one picture, 20 pictures a row. @returns {Promise<Blob>} PNG */
  async function picture() {
    const [columns, scale, text, gap] = [20, 2, 14, 4];
    const { width, height } = app.images;
    const cell = { width: width * scale + gap, height: height * scale + text + gap };
    const rows = Math.ceil(shown.length / columns);
    const canvas = h('canvas', { width: columns * cell.width + gap, height: rows * cell.height + gap });
    const context = canvas.getContext('2d');
    context.imageSmoothingEnabled = false;
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.font = '10px system-ui, sans-serif';
    const tiles = await Promise.all(shown.map(({ row }) => app.images.tile(row)));
    tiles.forEach((tile, i) => {
      const [x, y] = [gap + (i % columns) * cell.width, gap + Math.floor(i / columns) * cell.height];
      context.drawImage(tile, x, y, width * scale, height * scale);
      const { label, prediction, distance } = shown[i];
      context.fillStyle = label !== null && label !== undefined ? app.colors.ofClass(label) : '#888';
      context.fillText(
        `${named(label)}${prediction === label ? '' : `→${named(prediction)}`} ${number(distance, 2)}`,
        x,
        y + height * scale + 10,
        width * scale,
      );
    });
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  }

  return { element, draw, picture };
}
