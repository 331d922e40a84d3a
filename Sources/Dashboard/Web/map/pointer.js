import { inside } from './lasso.js';

/** CSS pixels that a press may move and still be a click. */
const clickReach = 4;

/**
 * Mouse, pen and touch on the map: pan, zoom, hover, click, lasso, box.
 *
 * @param {PopMap} map
 * @param {Overlay} overlay gets the polygon while one is drawn
 * @param {{tool: () => string, hover: (row) => void, click: (row, event) => void, select: (rows, how) => void}} actions
 *   tool: 'pan', 'lasso' or 'box'; how: 'new', 'add' or 'remove', with the tool that was used
 * @returns {() => void} ends it
 */
export function followPointer(map, overlay, actions) {
  const { element, camera } = map;
  const pressed = new Map();
  let drag = null;

  const at = (event) => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  function down(event) {
    if (event.button > 1 || event.target.closest('button, a, input, .tip')) return;
    element.setPointerCapture(event.pointerId);
    const place = at(event);
    pressed.set(event.pointerId, place);
    if (pressed.size === 2) {
      drag = { tool: 'pinch' };
      return;
    }
    let tool = event.button === 1 ? 'pan' : actions.tool();
    let how = event.shiftKey ? 'add' : event.altKey ? 'remove' : 'new';
    if (tool === 'pan' && event.button === 0 && how !== 'new') {
      tool = event.shiftKey ? 'lasso' : 'box';
      how = 'new';
    }
    drag = { tool, how, begin: place, last: place, moved: false, polygon: [camera.toMap(...place)] };
  }

  function move(event) {
    const place = at(event);
    if (!drag) {
      if (event.pointerType !== 'touch') actions.hover(map.nearest(...place));
      return;
    }
    const before = pressed.get(event.pointerId);
    pressed.set(event.pointerId, place);
    if (drag.tool === 'pinch') {
      pinch(event.pointerId, before, place);
      return;
    }
    if (!drag.moved && Math.hypot(place[0] - drag.begin[0], place[1] - drag.begin[1]) < clickReach) return;
    if (!drag.moved) actions.hover(-1);
    drag.moved = true;
    if (drag.tool === 'pan') camera.pan(place[0] - drag.last[0], place[1] - drag.last[1]);
    if (drag.tool === 'lasso') drag.polygon.push(camera.toMap(...place));
    if (drag.tool === 'box') drag.polygon = corners(drag.begin, place).map((corner) => camera.toMap(...corner));
    drag.last = place;
    if (drag.tool !== 'pan') {
      overlay.polygon = drag.polygon;
      overlay.draw();
    }
  }

  function pinch(id, before, place) {
    const other = [...pressed].find(([key]) => key !== id)?.[1];
    if (!other || !before) return;
    const ratio = Math.hypot(place[0] - other[0], place[1] - other[1]) / Math.hypot(before[0] - other[0], before[1] - other[1]);
    camera.zoomAt((place[0] + other[0]) / 2, (place[1] + other[1]) / 2, ratio || 1);
    camera.pan((place[0] - before[0]) / 2, (place[1] - before[1]) / 2);
  }

  function up(event) {
    pressed.delete(event.pointerId);
    const done = drag;
    if (pressed.size) return;
    drag = null;
    overlay.polygon = null;
    overlay.draw();
    if (!done || done.tool === 'pinch' || event.type === 'pointercancel') return;
    if (!done.moved) {
      actions.click(map.nearest(...at(event)), event);
    } else if (done.tool !== 'pan') {
      const { columns, mask } = map.dots;
      actions.select(inside(columns.x, columns.y, done.polygon, mask), done.how, done.tool);
    }
  }

  function wheel(event) {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1);
    camera.zoomAt(...at(event), Math.exp(-Math.max(-240, Math.min(pixels, 240)) * 0.0018));
    if (event.buttons === 0) actions.hover(map.nearest(...at(event)));
  }

  const ended = new AbortController();
  const { signal } = ended;
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', up, { signal });
  element.addEventListener('pointerleave', () => drag || actions.hover(-1), { signal });
  element.addEventListener('wheel', wheel, { signal, passive: false });
  element.addEventListener('dblclick', (event) => camera.flyTo(zoomedAt(camera, ...at(event), 2)), { signal });
  return () => ended.abort();
}

const corners = ([ax, ay], [bx, by]) => [[ax, ay], [bx, ay], [bx, by], [ax, by]];

/** The camera after a zoom that keeps a pixel's place. */
export function zoomedAt(camera, px, py, factor) {
  const zoom = Math.min(Math.max(camera.zoom * factor, 0.5), camera.greatest);
  const [x, y] = camera.toMap(px, py);
  const share = camera.zoom / zoom;
  return { zoom, cx: x + (camera.cx - x) * share, cy: y + (camera.cy - y) * share };
}
