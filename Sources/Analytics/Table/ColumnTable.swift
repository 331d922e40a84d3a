import Core

/// Columns by name, all with one value a row: what filters, charts and correlations look at.
///
/// Values are read when they are asked for, so a table over a run with many columns costs nothing until then.
public struct ColumnTable: Sendable {
  public struct Column: Hashable, Sendable {
    public var name: String
    public var kind: ColumnValues.Kind
    public init(_ name: String, _ kind: ColumnValues.Kind) {
      self.name = name
      self.kind = kind
    }
  }

  public let rowCount: Int
  /// Names and kinds of the columns, in the order in which users see them.
  public let columns: [Column]
  /// Sets of rows with a name, for `selection(name)` in filters.
  public var selections: [String: RowMask]
  private let read: @Sendable (String) throws -> ColumnValues

  /// - Parameter read: all values of a column that `columns` lists; called from whatever thread asks.
  public init(
    rowCount: Int, columns: [Column], selections: [String: RowMask] = [:],
    read: @escaping @Sendable (String) throws -> ColumnValues
  ) {
    self.rowCount = rowCount
    self.columns = columns
    self.selections = selections
    self.read = read
  }

  /// A table of values in memory, such as one row a training batch.
  /// - Precondition: all columns have the same number of values.
  public init(_ columns: [(name: String, values: ColumnValues)]) {
    let rowCount = columns.first?.values.count ?? 0
    precondition(columns.allSatisfy { $0.values.count == rowCount }, "columns of different length")
    let byName = Dictionary(columns.map { ($0.name, $0.values) }) { first, _ in first }
    self.init(rowCount: rowCount, columns: columns.map { Column($0.name, $0.values.kind) }) { byName[$0] ?? .string([]) }
  }

  /// The samples of a run: its columns, and `subset` and `index`, which follow from the numbering of its rows.
  public init(
    samples: Rows, columns: [ColumnInfo], selections: [String: RowMask] = [:],
    read: @escaping @Sendable (String) throws -> ColumnValues
  ) {
    let own = columns.map { Column($0.name, $0.kind) }
    let given = [Column("subset", .string), Column("index", .int64)].filter { column in !own.contains { $0.name == column.name } }
    self.init(rowCount: samples.count, columns: given + own, selections: selections) { name in
      guard given.contains(where: { $0.name == name }) else { return try read(name) }
      return name == "subset"
        ? .string(samples.subsets.flatMap { Array(repeating: $0.name, count: $0.count) })
        : .int64(samples.subsets.flatMap { (0..<Int64($0.count)).map { $0 } })
    }
  }

  public func kind(of name: String) -> ColumnValues.Kind? { columns.first { $0.name == name }?.kind }

  /// All values of a column. O(rows).
  /// - Throws: `LeapError` that names the nearest column, or what `read` throws.
  public func values(of name: String) throws -> ColumnValues {
    guard kind(of: name) != nil else {
      throw LeapError(.usage, doing: "reading column '\(name)'", problem: "there is none of that name", remedy: remedy(for: name))
    }
    let values = try read(name)
    guard values.count == rowCount else {
      throw LeapError(
        .system, doing: "reading column '\(name)'", problem: "it has \(values.count) values for \(rowCount) rows",
        remedy: "run again: leap-host run")
    }
    return values
  }

  /// What to do about a name that no column has.
  func remedy(for name: String) -> String {
    let names = columns.map(\.name)
    return nearestWord(to: name, among: names).map { "did you mean '\($0)'?" } ?? "columns are \(names.joined(separator: ", "))"
  }
}

extension ColumnValues {
  /// The values as float64, with NaN where one is missing, and 0 and 1 for a bool; nil for text.
  ///
  /// Whole numbers beyond 2^53 are rounded.
  var numbers: [Double]? {
    switch self {
    case .float64(let values): values.map { $0 ?? .nan }
    case .int64(let values): values.map { $0.map(Double.init) ?? .nan }
    case .bool(let values): values.map { $0.map { $0 ? 1 : 0 } ?? .nan }
    case .string: nil
    }
  }
}
