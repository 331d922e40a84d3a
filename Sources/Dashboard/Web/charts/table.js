/**
 * A chart's answer as a table: a line a group, with the columns that the query has.
 * @param {object} result ChartResult, groups with their filters
 * @returns {{header: string[], rows: any[][], filters: (string|null)[]}} filters: text that selects the samples of
 *   each line
 */
export function chartTable({ query, groups }) {
  const binned = groups.some((group) => 'lower' in group);
  const x = query.x.column;
  const columns = [
    query.runs?.length && ['run', (group) => group.run],
    query.facet && [query.facet, (group) => group.facet],
    query.split && [query.split, (group) => group.split],
    ...(binned
      ? [[`${x} from`, (group) => group.lower], [`${x} to`, (group) => group.upper]]
      : [[x, (group) => group.x]]),
    ['n', (group) => group.n],
    [measure(query), (group) => group.value],
    ['lower', (group) => group.interval?.lower],
    ['upper', (group) => group.interval?.upper],
  ].filter(Boolean);
  return {
    header: columns.map(([name]) => name),
    rows: groups.map((group) => columns.map(([, value]) => value(group))),
    filters: groups.map(({ filter = null }) => filter),
  };
}

/** What a chart's bars say, in words: 'mean of loss', 'count', '0.9 quantile of loss'. */
export function measure({ y }) {
  const aggregate = y?.aggregate ?? (y?.column ? 'mean' : 'count');
  const name = aggregate === 'quantile' ? `${y.quantile} quantile` : aggregate;
  if (!y?.column) return name;
  return aggregate === 'count' ? `count with ${y.column}` : `${name} of ${y.column}`;
}

/** A title as a file name: small letters, digits and hyphens. */
export const fileName = (title, ending) =>
  `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'chart'}.${ending}`;
