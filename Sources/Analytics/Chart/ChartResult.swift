import Core

/// What a chart query found.
public struct ChartResult: Hashable, Sendable, Encodable {
  /// The query with everything settled.
  public let query: ChartQuery
  /// Groups by run, facet and split, then in x's order; groups without rows are not here.
  public let groups: [ChartGroup]
  /// Rows that the filter takes, over all runs.
  public let rows: Int
  /// Rows of these that are in no group, each counted once.
  public let leftOut: LeftOut
  /// Distinct values of x beyond the limit, and their rows.
  public let others: Others

  public struct LeftOut: Hashable, Codable, Sendable {
    /// Without a value in the column of facet, else of split, else of y, else of x; for numbers NaN and infinities, too.
    public var facet = 0, split = 0, y = 0, x = 0
    public var total: Int { facet + split + y + x }
  }

  public struct Others: Hashable, Codable, Sendable {
    public var values = 0, rows = 0
  }

  /// What a reader should know beside the groups, a sentence each.
  public var notes: [String] {
    var notes: [String] = []
    let columns = [
      (leftOut.facet, query.facet), (leftOut.split, query.split), (leftOut.y, query.y.column), (leftOut.x, query.x.column),
    ]
    for case (let count, let column?) in columns where count > 0 {
      notes.append(
        "\(count) \(count == 1 ? "row has" : "rows have") no finite value of \(column) and \(count == 1 ? "is" : "are") left out")
    }
    if others.values > 0 {
      let values = "\(others.values) other \(others.values == 1 ? "value" : "values") of \(query.x.column)"
      notes.append(
        "\(values) with \(others.rows) \(others.rows == 1 ? "row" : "rows") \(others.values == 1 ? "is" : "are") left out")
    }
    return notes
  }

  private enum Key: String, CodingKey { case query, groups, rows, leftOut = "left_out", others, notes }

  public func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: Key.self)
    try keys.encode(query, forKey: .query)
    try keys.encode(groups, forKey: .groups)
    try keys.encode(rows, forKey: .rows)
    try keys.encode(leftOut, forKey: .leftOut)
    try keys.encode(others, forKey: .others)
    try keys.encode(notes, forKey: .notes)
  }
}

/// One bar, dot or box of a chart.
public struct ChartGroup: Hashable, Sendable, Encodable {
  /// The name of the run; nil where the query names no runs.
  public let run: String?
  /// The value of the facet column; nil where the query has no facet.
  public let facet: ColumnValue?
  /// The value of the split column; nil where the query has no split.
  public let split: ColumnValue?
  public let x: GroupKey
  /// Rows in this group, at least one.
  public let n: Int
  /// The figure; nil where it is not defined, such as the std of one row.
  public let value: Double?
  public let interval: Interval?

  private enum Key: String, CodingKey { case run, facet, split, x, lower, upper, n, value, interval }

  /// Writes `x` for a distinct value, `lower` and `upper` for a bin.
  public func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: Key.self)
    try keys.encodeIfPresent(run, forKey: .run)
    try keys.encodeIfPresent(facet, forKey: .facet)
    try keys.encodeIfPresent(split, forKey: .split)
    switch x {
    case .value(let value): try keys.encode(value, forKey: .x)
    case .bin(let lower, let upper):
      try keys.encode(lower, forKey: .lower)
      try keys.encode(upper, forKey: .upper)
    }
    try keys.encode(n, forKey: .n)
    try keys.encode(value, forKey: .value)
    try keys.encode(interval, forKey: .interval)
  }
}
