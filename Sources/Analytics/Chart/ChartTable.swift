import Core

/// A chart as text.
extension ChartResult {
  /// A header and rows to read; numbers have four digits. A bin is `0.5..1`, an unknown figure `-`.
  public var table: (header: [String], rows: [[String]]) {
    let hasIntervals = groups.contains { $0.interval != nil }
    var header = [query.runs.isEmpty ? nil : "run", query.facet, query.split, query.x.column, "n"].compactMap { $0 }
    if !isCount { header.append(figureName) }
    if hasIntervals { header.append("95 % interval") }
    let rows = groups.map { group in
      let x =
        switch group.x {
        case .value(let value): Self.short(value)
        case .bin(let lower, let upper): "\(Self.short(lower))..\(Self.short(upper))"
        }
      var row = [group.run, group.facet.map(Self.short), group.split.map(Self.short), x, "\(group.n)"].compactMap { $0 }
      if !isCount { row.append(group.value.map(Self.short) ?? "-") }
      if hasIntervals { row.append(group.interval.map { "\(Self.short($0.lower))..\(Self.short($0.upper))" } ?? "-") }
      return row
    }
    return (header, rows)
  }

  /// Comma-separated values (RFC 4180) with all digits: `run`, `facet` and `split` if the query has them; `x`, or `lower` and `upper` of
  /// bins; `n`; `value`; `interval_lower` and `interval_upper`. What is unknown is empty.
  public var csv: String {
    let hasBins = query.x.groups != .distinct
    let header = [query.runs.isEmpty ? nil : "run", query.facet.map { _ in "facet" }, query.split.map { _ in "split" }]
    let names =
      header.compactMap { $0 } + (hasBins ? ["lower", "upper"] : ["x"]) + ["n", "value", "interval_lower", "interval_upper"]
    let rows = groups.map { group -> [String] in
      let keys =
        switch group.x {
        case .value(let value): ["\(value)"]
        case .bin(let lower, let upper): ["\(lower)", "\(upper)"]
        }
      let figures = [group.value, group.interval?.lower, group.interval?.upper].map { $0.map { "\($0)" } ?? "" }
      return [group.run, group.facet?.description, group.split?.description].compactMap { $0 } + keys + ["\(group.n)"] + figures
    }
    return CSV.text([names] + rows)
  }

  /// What the figures are, e.g. `mean loss`, `quantile 0.9 of loss`, `rows`.
  public var figureName: String {
    switch (query.y.aggregate, query.y.column) {
    case (.count, _): "rows"
    case (.quantile(let share), let column): "quantile \(share) of \(column ?? "")"
    case (let aggregate, let column): "\(aggregate.name) \(column ?? "")"
    }
  }

  private var isCount: Bool { query.y.aggregate == .count }

  private static func short(_ value: ColumnValue) -> String {
    if case .float64(let number) = value { short(number) } else { "\(value)" }
  }

  private static func short(_ value: Double) -> String { shortNumber(value, digits: 4) }
}
