import { parseArrays } from './arrays.js';
import { Emitter } from './store.js';

const base = '/api/v1';

/** What the server could not do: what was being done, what is wrong, where, and what to do next. */
export class ApiError extends Error {
  constructor(status, { doing = '', problem, place = null, remedy = null }) {
    super(problem);
    Object.assign(this, { name: 'ApiError', status, doing, problem, place, remedy });
  }

  /** All of it in one line. */
  get line() {
    const where = this.place ? ` (${this.place})` : '';
    return [`${this.doing ? `${this.doing}: ` : ''}${this.problem}${where}`, this.remedy].filter(Boolean).join('. ');
  }
}

/**
 * Requests to the server. While it cannot be reached, reads wait for it and go on when it is back; writes fail.
 * `status` emits `change` with whether the server can be reached.
 */
export const status = Object.assign(new Emitter(), { reachable: true });

let waiting = null;

/** Asks for the server's health until it answers. All that wait share the questions. */
export function untilReachable() {
  if (waiting) return waiting;
  status.reachable = false;
  status.emit('change', false);
  waiting = (async () => {
    for (let pause = 500; ; pause = Math.min(pause * 1.5, 5000)) {
      await new Promise((done) => setTimeout(done, pause));
      const answer = await fetch(url('/health'), { cache: 'no-store' }).catch(() => null);
      if (answer?.ok) break;
    }
    waiting = null;
    status.reachable = true;
    status.emit('change', true);
  })();
  return waiting;
}

/** @param {string} path of the API, such as `/runs` */
export const url = (path) => base + path;

async function failure(answer) {
  const text = await answer.text().catch(() => '');
  try {
    return new ApiError(answer.status, JSON.parse(text).error);
  } catch {
    return new ApiError(answer.status, {
      problem: `the server answered ${answer.status} ${answer.statusText}`.trim(),
      remedy: 'reload the page',
    });
  }
}

async function request(path, { method = 'GET', body, signal, accept } = {}) {
  for (;;) {
    let answer;
    try {
      answer = await fetch(url(path), {
        method,
        signal,
        headers: { Accept: accept, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch (error) {
      if (error.name === 'AbortError') throw error;
      const back = untilReachable();
      if (method !== 'GET') {
        throw new ApiError(0, { problem: 'the server cannot be reached', remedy: 'try again when it is back' });
      }
      await back;
      signal?.throwIfAborted();
      continue;
    }
    if (!answer.ok) throw await failure(answer);
    return answer;
  }
}

/** @returns {Promise<object>} the JSON answer */
export const get = async (path, options) => (await request(path, { ...options, accept: 'application/json' })).json();

/** @returns {Promise<object>} header, shapes and the arrays by name, see arrays.js */
export async function arrays(path, options) {
  const answer = await request(path, { ...options, accept: 'application/vnd.leap.arrays' });
  return parseArrays(await answer.arrayBuffer());
}

/** @returns {Promise<Blob>} the picture at `path` */
export const picture = async (path, options) => (await request(path, { ...options, accept: 'image/png' })).blob();

/** @returns {Promise<?object>} the JSON answer, null when there is none */
export async function send(method, path, body, options) {
  const answer = await request(path, { ...options, method, body, accept: 'application/json' });
  return answer.status === 204 ? null : answer.json();
}
