import * as api from './api.js';
import { parseView } from './view-schema.js';

/**
 * Begins the requests of the first picture before the other modules have been read: project, run, places and the two
 * columns of color and size.
 */
const view = parseView(location.hash);

/** The requests that each run's first picture needs. Errors are those of api.js, at the await. */
export function begin(run, columns) {
  const path = `/runs/${encodeURIComponent(run)}`;
  const requests = {
    run: api.get(path),
    map: api.arrays(`${path}/map`),
    columns: api.arrays(`${path}/columns?names=${columns.map(encodeURIComponent).join(',')}`),
    names: columns,
  };
  for (const request of [requests.run, requests.map, requests.columns]) request.catch(() => {});
  return requests;
}

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
