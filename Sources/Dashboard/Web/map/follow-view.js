/** Camera, open sample and view state say the same, whichever of them changes. */

/** Camera and address say the same; the address follows when the camera rests. */
export function followCamera(app, map, hover) {
  const { camera } = map;
  let timer = 0;
  let placed = null; // data that the camera was set for
  const code = () => (camera.atHome ? null : [camera.cx, camera.cy, camera.zoom].map((value) => +value.toPrecision(7)));
  const apply = (fly) => {
    const [cx, cy, zoom] = app.view.get().camera ?? [];
    const goal = zoom > 0 ? { cx, cy, zoom } : camera.home;
    if (fly) camera.flyTo(goal);
    else camera.set(goal);
  };
  map.onframe = () => {
    hover.place();
    clearTimeout(timer);
    if (placed) timer = setTimeout(() => app.view.set({ camera: code() }), 250);
  };
  map.onplaces = () => {
    if (placed === app.data) return;
    placed = app.data;
    apply(false);
  };
  app.view.on('camera', ({ camera: wanted }) => {
    if (placed && JSON.stringify(wanted) !== JSON.stringify(code())) apply(true);
  });
}

/** The open sample has a ring; when it lies outside of what is seen, the map moves there. */
export function followSample(app, map, overlay) {
  const follow = () => {
    const row = app.data?.row(app.view.get().sample) ?? -1;
    overlay.current = row;
    overlay.draw();
    if (!map.isShown(row)) return;
    const [x, y] = map.screen(row);
    const { width, height } = map.camera;
    if (x < 20 || y < 20 || x > width - 20 || y > height - 20) {
      const [cx, cy] = map.place(row);
      map.camera.flyTo({ cx, cy });
    }
  };
  app.view.on('sample', follow);
  app.on('run', () => {
    overlay.current = app.data.row(app.view.get().sample);
  });
}
