import Core
import Analytics
import Store

extension OpenRun {
  /// The columns of the run's samples, for filters and charts, with its findings as selections: `selection(insight_12)`.
  public func table() throws -> ColumnTable {
    let count = rows.count
    let findings = try store.insights(of: run).map { ("insight_\($0.id)", RowMask(rows: $0.members, of: count)) }
    let (store, run) = (store, run)
    return ColumnTable(
      samples: rows, columns: try store.columns(of: run), selections: Dictionary(findings) { first, _ in first }
    ) { name in
      guard let column = try store.column(name, of: run) else {
        throw LeapError(.usage, doing: "reading '\(name)'", problem: "it is gone")
      }
      return column.values
    }
  }

  /// `[samples]` whether a row is of the subset and passes the filter; nil where neither is given.
  public func mask(subset: String? = nil, filter: String? = nil) throws -> [Bool]? {
    let ofSubset = try subset.map { try rows(ofSubset: $0) }
    guard let filter else { return ofSubset }
    let table = try table()
    let passing = try Filter(parsing: filter, for: table).mask(over: table).flags
    return ofSubset.map { zip($0, passing).map { $0 && $1 } } ?? passing
  }
}
