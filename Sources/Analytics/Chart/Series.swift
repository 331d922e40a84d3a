import Core

/// The distinct values of split or facet, and which of them each row has; one that is nil for all rows where the query has none.
struct Series {
  let keys: [ColumnValue?]
  /// One array a table; below 0 only for rows that left their mask.
  let codes: [[Int32]]

  /// Rows without a value leave the masks and are counted in `leftOut`.
  init(_ column: String?, _ tables: [ColumnTable], _ masks: inout [RowMask], _ leftOut: inout Int) throws {
    guard let column else {
      keys = [nil]
      codes = tables.map { [Int32](repeating: 0, count: $0.rowCount) }
      return
    }
    let groups = Grouping(distinct: try tables.map { try $0.values(of: column) }, masks)
    guard groups.keys.count <= ChartQuery.mostSeries else {
      throw ChartQuery.fault(
        "column '\(column)' has \(groups.keys.count) distinct values, too many to split by",
        "choose one with at most \(ChartQuery.mostSeries)")
    }
    for i in tables.indices { masks[i].keep(&leftOut) { groups.codes[i][$0] >= 0 } }
    keys = groups.keys.map { if case .value(let value) = $0 { value } else { nil } }
    codes = groups.codes
  }
}
