import Analytics
import Core
import Pipeline
import Store

/// What a page needs to know of a column before it asks for its values: `Column` of docs/openapi.json.
enum ColumnSummary {
  /// Distinct values are counted up to this.
  static let mostDistinct = 1001
  /// Distinct values are listed up to this many.
  static let mostListed = 200

  /// Summaries of all columns, in their order; columns are looked at side by side.
  static func all(_ view: RunView) async throws -> [JSONValue] {
    let names = try await BlockingThreads.run { try view.store.columns(of: view.run).map(\.name) }
    return try await withThrowingTaskGroup(of: (Int, JSONValue?).self) { group in
      for (i, name) in names.enumerated() {
        group.addTask {
          (i, try await BlockingThreads.run { try view.store.column(name, of: view.run).map { json($0.info, $0.values) } })
        }
      }
      var found: [Int: JSONValue] = [:]
      for try await (i, summary) in group { found[i] = summary }
      return found.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  static func json(_ info: ColumnInfo, _ values: ColumnValues) -> JSONValue {
    let figures = Figures(values)
    return .object([
      "name": .string(info.name), "kind": .string(info.kind.rawValue), "source": .string(info.source),
      "summary": .string(info.summary), "direction": .string(info.direction.rawValue), "missing": .number(figures.missing),
      "min": figures.least, "max": figures.most, "distinct": .number(figures.distinct),
      "values": figures.listed.map { .array($0) } ?? .null,
    ])
  }

  private struct Figures {
    var missing = 0
    var least = JSONValue.null
    var most = JSONValue.null
    var distinct = 0
    var listed: [JSONValue]?

    init(_ values: ColumnValues) {
      switch values {
      case .float64(let rows):
        let there = rows.lazy.compactMap { $0 }.filter(\.isFinite)
        missing = rows.count - there.count
        least = .number(there.min())
        most = .number(there.max())
        take(there, JSONValue.double, <)
      case .int64(let rows):
        let there = rows.lazy.compactMap { $0 }
        missing = rows.count - there.count
        least = there.min().map(JSONValue.int) ?? .null
        most = there.max().map(JSONValue.int) ?? .null
        take(there, JSONValue.int, <)
      case .bool(let rows):
        let there = rows.lazy.compactMap { $0 }
        missing = rows.count - there.count
        take(there, JSONValue.bool) { !$0 && $1 }
      case .string(let rows):
        let there = rows.lazy.compactMap { $0 }
        missing = rows.count - there.count
        take(there, JSONValue.string) { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
      }
    }

    private mutating func take<Value: Hashable>(
      _ values: some Sequence<Value>, _ make: (Value) -> JSONValue, _ less: (Value, Value) -> Bool
    ) {
      var seen: Set<Value> = []
      var last: Value?
      // Neighbors are often equal, which spares the hash.
      for value in values where value != last {
        last = value
        if seen.insert(value).inserted, seen.count == mostDistinct { break }
      }
      distinct = seen.count
      listed = seen.count <= mostListed ? seen.sorted(by: less).map(make) : nil
    }
  }
}
