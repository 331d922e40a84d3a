/** From a chart to samples: what its filter texts select. */

import { count } from '../core/format.js';

/**
 * Selects the samples of a filter in every panel.
 * @param {string} filter text
 * @param {string} label where they come from
 */
export async function selectSamples(app, filter, label) {
  try {
    const { rows } = await app.api.arrays(app.runPath(`select?filter=${encodeURIComponent(filter)}`));
    app.selection.set(rows, { label: `${label}: ${filter}` });
    app.toast({
      text: `${count(rows.length)} ${rows.length === 1 ? 'sample' : 'samples'} selected`, undo: () => app.undoLast(),
    });
  } catch (error) {
    app.toast({ text: error.line ?? error.message, kind: 'error' });
  }
}
