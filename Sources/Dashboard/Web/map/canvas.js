/**
 * Draws dots where WebGL2 is missing or was taken away: the same discs as shaders.js, pixel by pixel, into the image of
 * a 2D canvas. The same methods as renderer.js.
 */
export class CanvasRenderer {
  kind = '2D canvas';
  lost = false;
  #columns = {};
  #palettes = [new Uint8Array(1024), new Uint8Array(1024)];
  #order = new Uint32Array(0);

  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { alpha: false });
    if (!this.context) throw new Error('this browser has no 2D canvas');
  }

  setColumn(name, values) {
    this.#columns[name] = values;
  }

  swapColumns(a, b) {
    [this.#columns[a], this.#columns[b]] = [this.#columns[b], this.#columns[a]];
  }

  setOrder(rows) {
    this.#order = rows;
  }

  setPalette(row, colors) {
    this.#palettes[row] = colors;
  }

  resize(width, height, ratio) {
    this.ratio = ratio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.image = this.context.createImageData(this.canvas.width, this.canvas.height);
  }

  draw(frame) {
    const { width, height, data } = this.image;
    paint(data, width, height, this.ratio, this.#columns, this.#palettes, this.#order, frame);
    this.context.putImageData(this.image, 0, 0);
  }

  finish() {}
  destroy() {}
}

const smoothstep = (low, high, value) => {
  const t = Math.min(Math.max((value - low) / (high - low), 0), 1);
  return t * t * (3 - 2 * t);
};

/** Paints all dots of `frame` over its background into RGBA bytes. */
export function paint(data, width, height, ratio, columns, palettes, order, frame) {
  const { camera, rows, blend, background, ink, ranges } = frame;
  const [base, extra, ringSize, outlineSize] = frame.size.map((pixels) => pixels * ratio);
  const [small, large, dimmed] = frame.alpha;
  const k = camera.k * ratio;
  const color = [0, 0, 0, 0];
  new Uint32Array(data.buffer).fill((255 << 24) | (background[2] << 16) | (background[1] << 8) | background[0]);
  for (const [first, end] of ranges) {
    for (let i = first; i < end; i++) {
      const row = order[i];
      const x = width / 2 + (columns.x[row] - camera.cx) * k;
      const y = height / 2 - (columns.y[row] - camera.cy) * k;
      const g = (columns.sizeFrom[row] * (1 - blend) + columns.sizeTo[row] * blend) / 255;
      const flag = columns.flag[row];
      const outlined = (flag & 2) > 0;
      const chosen = (flag & 4) > 0;
      const radius = base + extra * g + (chosen ? 1.3 * ringSize : 0);
      const ring = outlined ? outlineSize : ringSize * (chosen ? 1 : smoothstep(0.3, 0.5, g));
      const reach = radius + ring + 0.75;
      if (!(x > -reach && y > -reach && x < width + reach && y < height + reach)) continue;
      for (let c = 0; c < 4; c++) {
        const from = palettes[rows[0]][4 * columns.from[row] + c];
        color[c] = from + (palettes[rows[1]][4 * columns.to[row] + c] - from) * blend;
      }
      const opacity =
        (color[3] / 255) * (small + (large - small) * (outlined || chosen ? 1 : smoothstep(0.15, 0.5, g))) * (flag & 1 ? 1 : dimmed);
      disc(data, width, height, x, y, radius, ring, color, opacity, outlined ? ink : background, outlined ? 0.95 : 0.8);
    }
  }
}

function disc(data, width, height, x, y, radius, ring, color, opacity, edge, edgeOpacity) {
  const reach = radius + ring + 0.75;
  const fade = Math.min(1, radius * radius * 3.2);
  const left = Math.max(Math.floor(x - reach), 0);
  const right = Math.min(Math.ceil(x + reach), width);
  const bottom = Math.min(Math.ceil(y + reach), height);
  for (let py = Math.max(Math.floor(y - reach), 0); py < bottom; py++) {
    for (let px = left; px < right; px++) {
      const d = Math.hypot(px + 0.5 - x, py + 0.5 - y);
      const inside = Math.min(Math.max(radius + 0.5 - d, 0), 1) * fade;
      const around = ring > 0 ? Math.min(Math.max(radius + ring + 0.5 - d, 0), 1) * edgeOpacity : 0;
      const cover = Math.max(inside, around);
      const alpha = opacity * cover;
      if (alpha < 0.003) continue;
      const share = around > 0 ? inside / cover : 1;
      const at = 4 * (py * width + px);
      for (let c = 0; c < 3; c++) {
        const channel = edge[c] + (color[c] - edge[c]) * share;
        data[at + c] += (channel - data[at + c]) * alpha;
      }
    }
  }
}
