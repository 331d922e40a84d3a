import Core

extension ChartQuery {
  /// The query with everything settled that a table decides: how x is grouped, and which words of the filter are columns.
  /// - Throws: `LeapError` that says what does not fit, and the nearest column where one does not exist.
  public func resolved(in table: ColumnTable) throws -> ChartQuery {
    try checkNumbers()
    for name in [x.column, y.column, split, facet].compactMap({ $0 }) where table.kind(of: name) == nil {
      throw Self.fault("there is no column '\(name)'", table.remedy(for: name))
    }
    var query = self
    let kind = table.kind(of: x.column)
    query.x.groups = x.groups ?? (kind == .float64 ? .bins(Self.usualBins) : .distinct)
    if query.x.groups != .distinct {
      guard kind?.isNumber == true else {
        throw Self.fault("column '\(x.column)' is no number and has no bins", "take its distinct values")
      }
      guard x.order == nil, x.limit == nil else {
        throw Self.fault("order and limit are for distinct values, and x has bins", "leave them out, or take distinct values")
      }
    }
    if let column = y.column, y.aggregate != .count, table.kind(of: column) == .string {
      throw Self.fault("column '\(column)' is text and has no \(y.aggregate.name)", "count it, or choose a column of numbers")
    }
    query.filter = try filter?.resolved(in: table)
    return query
  }

  /// What can be said of a query without its columns.
  func checkNumbers() throws {
    switch x.groups {
    case .bins(let count) where !(1...Self.mostBins).contains(count):
      throw Self.fault("\(count) bins are not possible", "choose from 1 to \(Self.mostBins)")
    case .width(let width) where !(width.isFinite && width > 0):
      throw Self.fault("a bin cannot be \(width) wide", "choose a width above 0")
    default: break
    }
    if let limit = x.limit, limit < 1 { throw Self.fault("a limit of \(limit) leaves nothing", "choose 1 or more") }
    if case .quantile(let share) = y.aggregate, !(0...1).contains(share) {
      throw Self.fault("there is no quantile \(share)", "choose from 0 to 1, such as 0.9")
    }
    if y.column == nil, y.aggregate != .count {
      throw Self.fault("the \(y.aggregate.name) of what is not said", "name the column of y, or count")
    }
    var seen: Set<String> = []
    if let name = runs.first(where: { !seen.insert($0).inserted }) {
      throw Self.fault("run '\(name)' is named twice", "name it once")
    }
  }
}
