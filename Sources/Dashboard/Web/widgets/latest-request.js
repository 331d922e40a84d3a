/**
 * Questions of which only the last one counts: a new one, or `cancel`, aborts the one under way.
 *
 *     const ask = latest();
 *     const answer = await ask((signal) => app.api.get(path, { signal }));   // undefined when it was overtaken
 */
export function latest() {
  let current = null;

  /**
   * @returns {Promise<any>} the answer; undefined when another question, or `cancel`, came in between. Errors of the
   *   last one are thrown.
   */
  async function ask(question) {
    current?.abort();
    const mine = (current = new AbortController());
    try {
      const answer = await question(mine.signal);
      return mine === current && !mine.signal.aborted ? answer : undefined;
    } catch (error) {
      if (mine !== current || mine.signal.aborted) return undefined;
      throw error;
    } finally {
      if (mine === current) current = null;
    }
  }

  ask.cancel = () => {
    current?.abort();
    current = null;
  };
  Object.defineProperty(ask, 'busy', { get: () => current !== null });
  return ask;
}

/**
 * Calls `action` once things have been quiet for `milliseconds`.
 * @returns {Function & {cancel: Function}}
 */
export function debounced(action, milliseconds) {
  let timer = 0;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}
