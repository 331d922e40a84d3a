/// A value of leap.yaml (or of a JSON text) that knows where it was written.
///
/// Two nodes are equal when their values are: places and the order of map keys do not count, and 1 equals 1.0.
public struct ConfigNode: Sendable {
  /// A place in a text, both counted from 1; columns count Unicode scalars.
  public struct Mark: Hashable, Sendable, CustomStringConvertible {
    public var line: Int
    public var column: Int
    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
    public var description: String { "\(line):\(column)" }
    /// Where a text begins; the place of values that nobody wrote.
    public static let start = Mark(line: 1, column: 1)
  }

  /// One entry of a map; `mark` is the key's.
  public struct Member: Sendable {
    public var key: String
    public var mark: Mark
    public var value: ConfigNode
    public init(key: String, mark: Mark, value: ConfigNode) {
      self.key = key
      self.mark = mark
      self.value = value
    }
  }

  public enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int)
    /// A real number; always finite.
    case double(Double)
    case string(String)
    case list([ConfigNode])
    /// The members of a map in the order written; no key twice.
    case map([Member])
  }

  public var value: Value
  public var mark: Mark

  public init(_ value: Value, at mark: Mark = .start) {
    self.value = value
    self.mark = mark
  }

  /// A map without members.
  public static let emptyMap = ConfigNode(.map([]))
}

extension ConfigNode {
  public var isNull: Bool { if case .null = value { true } else { false } }
  public var bool: Bool? { if case .bool(let it) = value { it } else { nil } }
  public var string: String? { if case .string(let it) = value { it } else { nil } }
  public var list: [ConfigNode]? { if case .list(let it) = value { it } else { nil } }
  public var members: [Member]? { if case .map(let it) = value { it } else { nil } }

  /// The number, if it is whole and an `Int` holds it.
  public var int: Int? {
    switch value {
    case .int(let it): it
    case .double(let it): Int(exactly: it)
    default: nil
    }
  }

  /// The number.
  public var double: Double? {
    switch value {
    case .int(let it): Double(it)
    case .double(let it): it
    default: nil
    }
  }

  /// The value of `key` in a map; nil when it is missing or this is no map.
  public subscript(key: String) -> ConfigNode? { members?.first { $0.key == key }?.value }

  /// The value as an error shows it.
  var shown: String {
    switch value {
    case .null: "empty"
    case .string(let text): "'\(text.count > 40 ? text.prefix(40) + "..." : text[...])'"
    case .list(let items): items.isEmpty ? "an empty list" : "a list"
    case .map: "a map"
    default: json
    }
  }
}

extension ConfigNode: Equatable {
  public static func == (a: ConfigNode, b: ConfigNode) -> Bool { a.canonical == b.canonical }
}
