import { css } from '../core/palette.js';
import { paintLabels } from './labels.js';

/**
 * What lies above the dots: names of categories, lines to neighbors, rings, the lasso. A canvas of its own, so that a
 * hover never draws the dots anew.
 */
export class Overlay {
  /** Set by others, then `draw()`. */
  labels = []; // {text, color, place: [x, y]}
  hovered = -1; // row
  current = -1; // row of the open sample
  lines = []; // rows that are neighbors of the hovered one
  polygon = null; // places in units of the map
  seeds = [];
  #frame = 0;

  /** @param {PopMap} map */
  constructor(map, colors) {
    this.map = map;
    this.colors = colors;
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'over';
    this.canvas.setAttribute('aria-hidden', 'true');
    map.element.append(this.canvas);
  }

  draw() {
    this.#frame ||= requestAnimationFrame(() => this.paint());
  }

  destroy() {
    cancelAnimationFrame(this.#frame);
    this.canvas.remove();
  }

  /** Draws now, in the frame of the dots. */
  paint() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { canvas, map } = this;
    const ratio = devicePixelRatio;
    const { width, height } = map.camera;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (!map.ready) return;
    this.#paintLines(context);
    paintLabels(context, this.labels, map.camera, this.colors);
    if (map.isShown(this.current)) this.#ring(context, this.current, 6, 2.2, this.accent);
    if (map.isShown(this.hovered)) this.#ring(context, this.hovered, 3.5, 1.6, css(this.colors.ink));
    if (map.ghost) this.#paintGhost(context, map.camera.toScreen(...map.ghost));
    if (this.polygon) this.#paintPolygon(context);
  }

  get accent() {
    return this.colors.theme === 'light' ? '#1f5fd0' : '#8ab8ff';
  }

  #ring(context, row, gap, width, color) {
    const [x, y] = this.map.screen(row);
    const r = this.map.radius(row) + gap;
    for (const [style, line] of [[css(this.colors.background, 0.85), width + 2.2], [color, width]]) {
      context.beginPath();
      context.arc(x, y, r, 0, 2 * Math.PI);
      context.strokeStyle = style;
      context.lineWidth = line;
      context.stroke();
    }
  }

  #paintLines(context) {
    if (!this.lines.length || !this.map.isShown(this.hovered)) return;
    const from = this.map.screen(this.hovered);
    context.lineWidth = 1;
    context.strokeStyle = css(this.colors.ink, 0.65);
    context.fillStyle = css(this.colors.ink, 0.95);
    context.beginPath();
    for (const row of this.lines) {
      context.moveTo(...from);
      context.lineTo(...this.map.screen(row));
    }
    context.stroke();
    for (const row of this.lines) {
      const [x, y] = this.map.screen(row);
      context.beginPath();
      context.arc(x, y, 2.2, 0, 2 * Math.PI);
      context.fill();
    }
  }

  #paintGhost(context, [x, y]) {
    context.setLineDash([3, 2.5]);
    for (const r of [7, 12]) {
      context.beginPath();
      context.arc(x, y, r, 0, 2 * Math.PI);
      context.strokeStyle = r === 7 ? css(this.colors.ink) : this.accent;
      context.lineWidth = 1.8;
      context.stroke();
    }
    context.setLineDash([]);
  }

  #paintPolygon(context) {
    context.beginPath();
    this.polygon.forEach((place, i) => {
      context[i ? 'lineTo' : 'moveTo'](...this.map.camera.toScreen(...place));
    });
    context.closePath();
    context.fillStyle = css(this.colors.ink, 0.07);
    context.fill();
    context.setLineDash([5, 4]);
    context.lineWidth = 1.4;
    context.strokeStyle = css(this.colors.ink);
    context.stroke();
    context.setLineDash([]);
  }
}
