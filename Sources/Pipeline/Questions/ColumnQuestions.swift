import Analytics
import Core
import Store

/// Questions about the columns of a run, and about which samples pass a filter.
public struct ColumnQuestions: Sendable {
  private let open: OpenRun
  public init(_ open: OpenRun) { self.open = open }

  /// A whole column, one value a sample.
  /// - Throws: `LeapError` with the nearest name where the run has none of that name.
  public func column(_ name: String) throws -> (info: ColumnInfo, values: ColumnValues) {
    if let found = try open.store.column(name, of: open.run) { return found }
    let known = try open.store.columns(of: open.run).map(\.name)
    throw LeapError(
      .usage, doing: "reading column '\(name)'", problem: "\(open.run.name) has no such column",
      remedy: nearestWord(to: name, among: known).map { "did you mean '\($0)'?" }
        ?? "choose from \(known.joined(separator: ", "))")
  }

  /// The columns of the run's samples, for filters and charts, with its findings as selections: `selection(insight_12)`.
  public func table() throws -> ColumnTable {
    let (store, run, rows) = (open.store, open.run, open.rows)
    let count = rows.count
    let findings = try store.insights(of: run).map { ("insight_\($0.id)", RowMask(rows: $0.members, of: count)) }
    return ColumnTable(
      samples: rows, columns: try store.columns(of: run), selections: Dictionary(findings) { first, _ in first }
    ) { name in
      guard let column = try store.column(name, of: run) else {
        throw LeapError(.usage, doing: "reading '\(name)'", problem: "it is gone")
      }
      return column.values
    }
  }

  /// Whether each row `[samples]` is of the subset and passes the filter; nil where neither is given.
  /// - Throws: `LeapError` for a subset or column that is not there, and for a filter that cannot be read.
  public func mask(subset: String? = nil, filter: String? = nil) throws -> [Bool]? {
    let ofSubset = try subset.map { try mask(ofSubset: $0) }
    guard let filter else { return ofSubset }
    let table = try table()
    let passing = try Filter(parsing: filter, for: table).mask(over: table).flags
    return ofSubset.map { zip($0, passing).map { $0 && $1 } } ?? passing
  }

  private func mask(ofSubset name: String) throws -> [Bool] {
    guard let range = open.rows.range(of: name) else {
      throw LeapError(
        .usage, doing: "choosing samples of '\(name)'", problem: "there is no subset '\(name)'",
        remedy: "choose from \(open.rows.subsets.map(\.name).joined(separator: ", "))")
    }
    return (0..<open.rows.count).map { range.contains($0) }
  }
}
