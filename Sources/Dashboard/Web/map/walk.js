/** A step of the keyboard goes at least so many pixels, so that it can be seen. */
const leastStep = 7;

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
