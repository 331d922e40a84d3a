import Core

extension ChartQuery {
  /// Answers the question over the rows of a table.
  /// - Throws: `LeapError` when the query does not fit the columns, makes too many groups, or a column cannot be read.
  public func result(over table: ColumnTable) throws -> ChartResult { try result(over: [(name: runs.first ?? "", table: table)]) }

  /// The figures of several runs over the same groups. O(rows), and a sort of each group's values for quantiles.
  /// - Parameter runs: the runs that the query names, in that order; exactly one if it names none.
  /// - Throws: `LeapError` when the query does not fit the columns of a run, makes too many groups, or a column cannot be read.
  public func result(over runs: [(name: String, table: ColumnTable)]) throws -> ChartResult {
    guard self.runs.isEmpty ? runs.count == 1 : self.runs == runs.map(\.name) else {
      throw Self.fault("it is about \(self.runs.isEmpty ? "one run" : self.runs.joined(separator: ", "))", "hand it these runs")
    }
    let tables = runs.map(\.table)
    var query = self
    query.x.groups = try resolved(in: tables[0]).x.groups
    let queries = try tables.map { try query.resolved(in: $0) }
    var masks = try zip(queries, tables).map { try $0.filter?.mask(over: $1) ?? .everything($1.rowCount) }
    let rows = masks.reduce(0) { $0 + $1.count }

    var leftOut = ChartResult.LeftOut()
    let facets = try Series(facet, tables, &masks, &leftOut.facet)
    let splits = try Series(split, tables, &masks, &leftOut.split)
    let measure = try Measure(y, tables, &masks, &leftOut.y)
    let groups = try Grouping(queries[0].x, tables, &masks, &leftOut.x)
    let (order, others) = measure.order(of: groups, by: x)

    let (xs, splitCount) = (groups.keys.count, splits.keys.count)
    let (series, overflow) = (runs.count * facets.keys.count * splitCount).multipliedReportingOverflow(by: max(1, xs))
    guard !overflow, series <= Self.mostGroups else {
      throw Self.fault(
        "there may be \(series) groups, more than \(Self.mostGroups)", "choose wider bins, a filter, or fewer values to split by")
    }
    let codes = runs.indices.map { run in
      let (x, facet, split) = (groups.codes[run], facets.codes[run], splits.codes[run])
      return x.indices.map { row -> Int32 in
        x[row] < 0 ? -1 : ((Int32(run * facets.keys.count) + facet[row]) * Int32(splitCount) + split[row]) * Int32(xs) + x[row]
      }
    }
    let buckets = Buckets(codes, groups: series, values: measure.values)
    var found: [ChartGroup] = []
    for first in stride(from: 0, to: xs == 0 ? 0 : series, by: max(1, xs)) {
      let place = first / xs
      for x in order where buckets.count(first + x) > 0 {
        let (value, interval) = measure.figure(buckets, first + x)
        found.append(
          ChartGroup(
            run: self.runs.isEmpty ? nil : runs[place / splitCount / facets.keys.count].name,
            facet: facets.keys[place / splitCount % facets.keys.count], split: splits.keys[place % splitCount],
            x: groups.keys[x], n: buckets.count(first + x), value: value, interval: interval))
      }
    }
    return ChartResult(query: queries[0], groups: found, rows: rows, leftOut: leftOut, others: others)
  }
}
