/**
 * Charts that every project gets, unless it says the same itself. Their source is 'page': they can be copied, not
 * changed.
 */

/**
 * @param {object[]} saved charts of the project
 * @returns {object[]} charts as the API gives them
 */
export function readyMade(app, saved) {
  const columns = new Set(app.run.columns.map(({ name }) => name));
  const has = (kind) => saved.some((chart) => chart.kind === kind);
  const loss = { column: 'loss', aggregate: 'mean' };
  const says = (x, facet = null) => saved.some(
    ({ query }) => query?.x?.column === x && query?.y?.column === 'loss' && (query.facet ?? null) === facet,
  );
  const labeled = columns.has('label') && columns.has('loss');
  return [
    labeled && columns.has('distance_to_class_mean') && !says('distance_to_class_mean', 'label') && {
      title: 'Mean loss by distance to the mean image of the class', kind: 'bars', of: 'samples',
      query: { x: { column: 'distance_to_class_mean', width: 0.5 }, y: loss, facet: 'label' },
    },
    labeled && columns.has('even_odd') && !says('label') && {
      title: 'Mean loss of even and odd digits', kind: 'bars', of: 'samples', query: {
        x: { column: 'label' }, y: loss, split: 'even_odd',
      },
    },
    labeled && !has('confusion-matrix') && {
      title: 'Confusion matrix', kind: 'confusion-matrix', of: 'samples', query: {},
    },
    labeled && !has('calibration') && { title: 'Calibration', kind: 'calibration', of: 'samples', query: {} },
    labeled && !has('precision-recall') && {
      title: 'Precision and recall of each class', kind: 'precision-recall', of: 'samples', query: {},
    },
  ].filter(Boolean).map((chart) => ({ ...chart, id: `page-${chart.kind}-${chart.query.x?.column ?? ''}`, source: 'page' }));
}
