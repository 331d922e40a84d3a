/** The sheet that a person draws on: a PixelEditor on a canvas, for mouse, pen, touch and keyboard. */

import { h } from '../core/dom.js';
import { imagePixels } from './colormap.js';

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {import('./pixel-editor.js').PixelEditor} editor
 * @param {() => {erase: boolean, size: number, intensity: number}} brush
 * @param {() => void} changed after every dab
 */
export function pixelSheet(editor, brush, changed) {
  const { width, height } = editor;
  const canvas = h('canvas', {
    class: 'sheet', width, height, tabindex: '0', role: 'application',
    'aria-label': `Image of ${width} by ${height} pixels to draw on. Arrow keys move, space draws, X changes between pen and eraser.`,
  });
  const cursor = h('div', { class: 'sheet-cursor', hidden: true });
  const element = h('div', { class: 'sheet-room' }, canvas, cursor);
  element.style.setProperty('--aspect', `${width} / ${height}`);
  let last = null;
  let place = [width / 2, height / 2];

  function draw() {
    const pixels = imagePixels(editor.pixels, editor.channels, width * height, editor.range);
    canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
  }

  function showCursor(x, y) {
    const { size, erase } = brush();
    cursor.hidden = false;
    cursor.classList.toggle('erase', erase);
    Object.assign(cursor.style, {
      left: `${(100 * x) / width}%`,
      top: `${(100 * y) / height}%`,
      width: `${(100 * size) / width}%`,
      height: `${(100 * size) / height}%`,
    });
  }

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  // The right button, or Alt, erases whatever tool is chosen.
  const tool = (event) => ({ ...brush(), ...(event.buttons & 2 || event.altKey ? { erase: true } : {}) });

  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    editor.begin();
    last = at(event);
    editor.dab(...last, tool(event));
    draw();
    changed();
  });
  canvas.addEventListener('pointermove', (event) => {
    place = at(event);
    showCursor(...place);
    if (!last) return;
    editor.line(...last, ...place, tool(event));
    last = place;
    draw();
    changed();
  });
  const finish = () => {
    if (last) editor.end();
    last = null;
    changed();
  };
  canvas.addEventListener('pointerup', finish);
  canvas.addEventListener('pointercancel', finish);
  canvas.addEventListener('pointerleave', () => { if (!last) cursor.hidden = true; });
  canvas.addEventListener('blur', () => { cursor.hidden = true; });
  canvas.addEventListener('focus', () => showCursor(...place));
  canvas.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    if (event.ctrlKey || event.metaKey || (!move && event.key !== ' ')) return;
    event.preventDefault();
    event.stopPropagation();
    if (move) {
      const clamp = (value, size) => Math.max(0.5, Math.min(size - 0.5, Math.floor(value) + 0.5));
      place = [clamp(place[0] + move[0], width), clamp(place[1] + move[1], height)];
    } else {
      editor.begin();
      editor.dab(...place, brush());
      editor.end();
      draw();
      changed();
    }
    showCursor(...place);
  });

  draw();
  return { element, canvas, draw };
}
