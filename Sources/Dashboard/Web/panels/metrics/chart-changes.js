/** What a person does with the charts of a project: each change is kept by the server, and can be taken back. */

/**
 * @param {() => Promise<void>} load shows the charts as they are now
 * @returns {{hide: Function, remove: Function, move: Function}}
 */
export function chartChanges(app, load) {
  const path = (id) => `/charts/${encodeURIComponent(id)}`;

  /** Does `action`; `text` says what was done, null for what needs no way back. */
  async function attempt(action, text, undo) {
    try {
      await action();
      await load();
      if (!text) return;
      app.undo.push({
        text, undo: async () => { await undo(); await load(); }, redo: async () => { await action(); await load(); },
      });
      app.toast({ text, undo: () => app.undoLast() });
    } catch (error) {
      app.toast({ text: error.line ?? error.message, kind: 'error' });
    }
  }

  /** Of a chart of leap.yaml nothing but this can be kept. */
  const setHidden = (chart, hidden) => app.api.send('PUT', path(chart.id), { hidden });

  function hide(chart, hidden) {
    const text = hidden ? `${chart.title} hidden` : null;
    return attempt(() => setHidden(chart, hidden), text, () => setHidden(chart, !hidden));
  }

  function remove(chart) {
    let now = chart;
    const remake = async () => { now = await app.api.send('POST', '/charts', body(chart)); };
    return attempt(() => app.api.send('DELETE', path(now.id)), `${chart.title} deleted`, remake);
  }

  /** Moves the chart at `place` of the saved ones by `step` places. */
  function move(saved, place, step) {
    const before = saved.map(({ id }) => id);
    const after = [...before];
    after.splice(place + step, 0, ...after.splice(place, 1));
    const order = (ids) => app.api.send('PUT', '/charts/order', { ids });
    return attempt(() => order(after), `${saved[place].title} moved`, () => order(before));
  }
  return { hide, remove, move };
}

/** What the server keeps of a chart. */
const body = ({ title, of, kind, query }) => ({ title, of, kind, query });
