/// One value a sample, in row order; any may be missing.
public enum ColumnValues: Equatable, Sendable {
  case float64([Double?])
  case int64([Int64?])
  case bool([Bool?])
  case string([String?])

  public enum Kind: String, Codable, Sendable, CaseIterable { case float64, int64, bool, string }

  public var kind: Kind {
    switch self {
    case .float64: .float64
    case .int64: .int64
    case .bool: .bool
    case .string: .string
    }
  }

  public var count: Int {
    switch self {
    case .float64(let values): values.count
    case .int64(let values): values.count
    case .bool(let values): values.count
    case .string(let values): values.count
    }
  }

  public subscript(row: Int) -> ColumnValue? {
    switch self {
    case .float64(let values): values[row].map(ColumnValue.float64)
    case .int64(let values): values[row].map(ColumnValue.int64)
    case .bool(let values): values[row].map(ColumnValue.bool)
    case .string(let values): values[row].map(ColumnValue.string)
    }
  }
}

/// One value of a column.
public enum ColumnValue: Hashable, Sendable, Encodable, CustomStringConvertible {
  case float64(Double)
  case int64(Int64)
  case bool(Bool)
  case string(String)

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    // JSON has no word for these; a reader gets null.
    case .float64(let value): if value.isFinite { try container.encode(value) } else { try container.encodeNil() }
    case .int64(let value): try container.encode(value)
    case .bool(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    }
  }

  public var description: String {
    switch self {
    case .float64(let value): "\(value)"
    case .int64(let value): "\(value)"
    case .bool(let value): value ? "true" : "false"
    case .string(let value): value
    }
  }
}

/// What a column is.
public struct ColumnInfo: Hashable, Codable, Sendable {
  public enum Direction: String, Codable, Sendable, CaseIterable { case none, up, down }
  /// Unique in a run.
  public var name: String
  public var kind: ColumnValues.Kind
  /// Which way is better.
  public var direction: Direction
  public var summary: String
  /// Who filled it: "leap" or the id of a component.
  public var source: String
  public init(name: String, kind: ColumnValues.Kind, direction: Direction = .none, summary: String = "", source: String) {
    self.name = name
    self.kind = kind
    self.direction = direction
    self.summary = summary
    self.source = source
  }
}
