/** From the fields of the chart form to a chart. Pure, so that it can be tested without a page. */

/** Whether a kind is of all samples and has no axes to choose. */
export const isWhole = (kind) => ['confusion-matrix', 'roc', 'precision-recall', 'calibration'].includes(kind);

/** Which fields a kind has. */
export function fieldsOf(kind, of) {
  if (isWhole(kind)) return ['filter'];
  if (kind === 'scatter' && of === 'samples') return ['x', 'y', 'split', 'filter'];
  if (kind === 'histogram') return ['x', 'groups', 'split', 'facet', 'filter', 'runs'];
  if (kind === 'heatmap') return ['x', 'groups', 'y', 'aggregate', 'split', 'filter'];
  return ['x', 'groups', 'y', 'aggregate', 'split', 'facet', 'filter', 'runs'];
}

/**
 * The chart that a form says.
 * @param {object} fields texts as they stand in the form; runs: list of names
 * @returns {{title: string, of: string, kind: string, query: object}} as the API keeps it
 */
export function draftOf(fields) {
  const { kind } = fields;
  const of = isWhole(kind) ? 'samples' : fields.of;
  const used = new Set(fieldsOf(kind, of));
  const query = {};
  if (used.has('x')) {
    query.x = { column: fields.x };
    const size = Number(fields.size);
    if (used.has('groups') && fields.groups === 'distinct') query.x.distinct = true;
    if (used.has('groups') && fields.groups === 'bins') query.x.bins = Math.round(size) || 20;
    if (used.has('groups') && fields.groups === 'width') query.x.width = size || 1;
  }
  if (kind === 'histogram') query.y = { aggregate: 'count' };
  else if (used.has('y')) {
    query.y = fields.y ? { column: fields.y } : {};
    if (used.has('aggregate')) query.y.aggregate = fields.y ? fields.aggregate : 'count';
    if (query.y.aggregate === 'quantile') query.y.quantile = Number(fields.quantile);
  }
  if (used.has('split') && fields.split) query.split = fields.split;
  if (used.has('facet') && fields.facet) query.facet = fields.facet;
  if (fields.filter?.trim()) query.filter = fields.filter.trim();
  if (used.has('runs') && fields.runs?.length) query.runs = fields.runs;
  return { title: fields.title.trim(), of, kind, query };
}
