/** A small map: all samples faint, some of them bright, the seeds ringed. It does not move; the main map does that. */

import { h } from '../../core/dom.js';

const [WIDTH, HEIGHT, EDGE] = [220, 170, 8];

/** @returns {{element: HTMLCanvasElement, draw: (rows: number[], seeds: number[]) => void}} */
export function miniMap(app) {
  const scale = Math.min(2, window.devicePixelRatio || 1);
  const element = h('canvas.mini-map', { width: WIDTH * scale, height: HEIGHT * scale, role: 'img' });
  let [ground, groundOf] = [null, {}]; // groundOf: places and theme that it was painted with

  /** Where rows lie on the canvas; the whole map fits. */
  function frame({ x, y }) {
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < x.length; i++) {
      if (!Number.isFinite(x[i])) continue;
      left = Math.min(left, x[i]);
      right = Math.max(right, x[i]);
      low = Math.min(low, y[i]);
      high = Math.max(high, y[i]);
    }
    const zoom = Math.min((WIDTH - 2 * EDGE) / (right - left || 1), (HEIGHT - 2 * EDGE) / (high - low || 1));
    return (row) => [WIDTH / 2 + (x[row] - (left + right) / 2) * zoom, HEIGHT / 2 - (y[row] - (low + high) / 2) * zoom];
  }

  /** The faint dots, drawn once a map: tens of thousands would take a frame each time. */
  function paintGround(place) {
    ground = h('canvas', { width: element.width, height: element.height });
    const context = ground.getContext('2d');
    context.scale(scale, scale);
    context.fillStyle = app.colors.theme === 'light' ? 'rgb(60 70 85 / 0.10)' : 'rgb(160 175 195 / 0.10)';
    const at = frame(place);
    const step = Math.max(1, Math.floor(place.x.length / 30_000));
    for (let row = 0; row < place.x.length; row += step) {
      const [x, y] = at(row);
      context.fillRect(x - 0.5, y - 0.5, 1, 1);
    }
    groundOf = { place, theme: app.colors.theme };
  }

  async function draw(rows, seeds) {
    const place = app.data.place;
    element.hidden = !place;
    if (!place) return;
    if (groundOf.place !== place || groundOf.theme !== app.colors.theme) paintGround(place);
    const labels = await app.data.column('label').then(({ values }) => values, () => null);
    const context = element.getContext('2d');
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, element.width, element.height);
    context.drawImage(ground, 0, 0);
    context.scale(scale, scale);
    const at = frame(place);
    const dot = (row, radius) => {
      const [x, y] = at(row);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
    };
    for (const row of rows) {
      dot(row, 2);
      context.fillStyle = labels && Number.isFinite(labels[row]) ? app.colors.ofClass(labels[row]) : '#999';
      context.fill();
    }
    context.strokeStyle = app.colors.theme === 'light' ? '#1c222c' : '#ffffff';
    context.lineWidth = 1.5;
    for (const row of seeds) {
      if (row < 0) continue;
      dot(row, 5);
      context.stroke();
    }
    element.setAttribute('aria-label', `Small map with ${rows.length} neighbors and ${seeds.length} seeds`);
  }
  return { element, draw };
}
