import * as api from './api.js';
import { parseView } from './view-schema.js';

/**
 * Begins the requests of the first picture before the other modules have been read: project, run, places and the two
 * columns of color and size.
 */
const view = parseView(location.hash);

/**
 * The requests that a run's first picture needs. Errors are those of api.js, at the await.
 *
 * @param {?object} run what is known of it; then only what is there is asked for
 */
export function begin(name, wanted, run = null) {
  const path = `/runs/${encodeURIComponent(name)}`;
  const names = run ? wanted.filter((column) => run.columns.some((known) => known.name === column)) : wanted;
  const list = names.map(encodeURIComponent).join(',');
  const requests = {
    names,
    run: run ? Promise.resolve(run) : api.get(path),
    map: run && !run.map.available ? Promise.reject(noMap) : api.arrays(`${path}/map`),
    columns: list ? api.arrays(`${path}/columns?names=${list}`) : Promise.resolve({ header: { arrays: [] } }),
  };
  for (const request of [requests.run, requests.map, requests.columns]) request.catch(() => {});
  return requests;
}

const noMap = new api.ApiError(422, { problem: 'this run has no map', remedy: 'leap-host explore makes one' });

const columns = [...new Set([view.color, view.size, 'label', 'loss'].filter((name) => name && name !== 'none'))];

export const project = api.get('/project');

/** `{name, requests}` of the run that the address says, or of the newest. null: the project has no run. */
export const first = (async () => {
  if (view.run) return { name: view.run, requests: begin(view.run, columns) };
  const { current, runs } = await project;
  const name = current ?? runs.at(-1)?.name ?? null;
  return name && { name, requests: begin(name, columns) };
})();
project.catch(() => {});
first.catch(() => {});
