import { zoomedAt } from './pointer.js';

/** A step of the keyboard goes at least so many pixels, so that it can be seen. */
const leastStep = 7;
const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * The map by keyboard, while it has the focus: arrows go from dot to dot, Shift with an arrow moves the view, + and -
 * zoom at the dot, 0 shows all, Enter opens, Space adds to or removes from the selection.
 *
 * @returns {() => void} ends it
 */
export function followKeys(app, map, hover, say) {
  const { element, camera } = map;

  function walk([dx, dy]) {
    const row = step(map, map.isShown(hover.row) ? hover.row : app.data.row(app.view.get().sample), dx, dy);
    if (row < 0) return;
    const [x, y] = map.screen(row);
    const margin = 40;
    if (x < margin || y < margin || x > camera.width - margin || y > camera.height - margin) {
      const [cx, cy] = map.place(row);
      camera.flyTo({ cx, cy }, 200);
    }
    hover.show(row);
    say(hover.describe(row));
  }

  function zoom(factor) {
    const [x, y] = map.isShown(hover.row) ? map.screen(hover.row) : [camera.width / 2, camera.height / 2];
    camera.flyTo(zoomedAt(camera, x, y, factor), 180);
  }

  function toggle(row) {
    const rows = new Set(app.selection.rows);
    if (!rows.delete(row)) rows.add(row);
    app.selection.set(rows, { label: 'chosen one by one' });
    say(rows.has(row) ? 'selected' : 'not selected');
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== element) return;
    const arrow = arrows[event.key];
    if (arrow && event.shiftKey) camera.pan(-80 * arrow[0], 80 * arrow[1]);
    else if (arrow) walk(arrow);
    else if (event.key === '+' || event.key === '=') zoom(1.6);
    else if (event.key === '-') zoom(1 / 1.6);
    else if (event.key === '0') camera.flyTo(camera.home);
    else if (event.key === 'Enter' && hover.row >= 0) app.openSample(app.data.sample(hover.row));
    else if (event.key === ' ' && hover.row >= 0) toggle(hover.row);
    else if (event.key === 'Escape' && hover.row >= 0) hover.show(-1);
    else return;
    event.preventDefault();
  }

  element.addEventListener('keydown', press);
  element.addEventListener('blur', () => hover.show(-1));
  return () => element.removeEventListener('keydown', press);
}

/**
 * The dot that an arrow key leads to: near, in that direction, rather ahead than aside.
 *
 * @param {PopMap} map
 * @param {number} row where one stands; -1: the middle of what is seen
 * @param {number} dx -1, 0 or 1 to the right
 * @param {number} dy -1, 0 or 1 up
 * @returns {number} a row, `row` itself when there is nothing that way
 */
export function step(map, row, dx, dy) {
  const { columns: { x, y }, mask } = map.dots;
  const { camera } = map;
  if (!map.isShown(row)) {
    return map.nearest(camera.width / 2, camera.height / 2, Math.hypot(camera.width, camera.height));
  }
  const least = leastStep / camera.k;
  let best = row;
  let cost = Infinity;
  for (let other = 0; other < x.length; other++) {
    if (!mask[other]) continue;
    const right = x[other] - x[row];
    const up = y[other] - y[row];
    const ahead = dx * right + dy * up;
    if (!(ahead >= least)) continue;
    const aside = Math.abs(dx * up) + Math.abs(dy * right);
    if (aside > ahead) continue;
    const price = ahead + 1.5 * aside;
    if (price < cost) {
      cost = price;
      best = other;
    }
  }
  return best;
}
