import Core

/// What is said of groups: the values of y, and how they become a figure.
struct Measure {
  /// One array a table; nil where rows alone are counted.
  let values: [[Double]]?
  private let aggregate: ChartQuery.Aggregate
  /// Whether y is a bool in every table, so that its mean is a share.
  private let areShares: Bool

  /// Rows without a value of y leave the masks and are counted in `leftOut`.
  init(_ y: ChartQuery.Y, _ tables: [ColumnTable], _ masks: inout [RowMask], _ leftOut: inout Int) throws {
    aggregate = y.aggregate
    var all: [[Double]] = []
    if let column = y.column {
      for (i, table) in tables.enumerated() {
        let values = try table.values(of: column)
        if let numbers = values.numbers {
          masks[i].keep(&leftOut) { numbers[$0].isFinite }
          all.append(numbers)
        } else if case .string(let texts) = values {
          masks[i].keep(&leftOut) { texts[$0] != nil }
        }
      }
    }
    values = aggregate == .count ? nil : all
    areShares = y.column.map { name in tables.allSatisfy { $0.kind(of: name) == .bool } } ?? false
  }

  func figure(_ buckets: Buckets, _ group: Int) -> (value: Double?, interval: Interval?) {
    values == nil ? (Double(buckets.count(group)), nil) : aggregate.figure(of: buckets[group], areShares: areShares)
  }

  /// The groups of x in their order, up to the limit. What is compared are figures over all runs, facets and splits together.
  func order(of groups: Grouping, by x: ChartQuery.X) -> (order: [Int], others: ChartResult.Others) {
    var order = Array(groups.keys.indices)
    var others = ChartResult.Others()
    let sortKey = x.order ?? .value
    guard sortKey != .value || x.limit != nil else { return (order, others) }
    let buckets = Buckets(groups.codes, groups: order.count, values: sortKey == .y ? values : nil)
    if sortKey != .value {
      let weights = order.map { sortKey == .y ? figure(buckets, $0).value ?? -.infinity : Double(buckets.count($0)) }
      // Of equals, the smaller value comes first.
      order.sort { (weights[$0], $1) > (weights[$1], $0) }
    }
    if let limit = x.limit, limit < order.count {
      others.values = order.count - limit
      others.rows = order[limit...].reduce(0) { $0 + buckets.count($1) }
      order.removeSubrange(limit...)
    }
    return (order, others)
  }
}
