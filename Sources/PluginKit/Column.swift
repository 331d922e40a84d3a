import PluginAPI

/// A column that a component fills: one value a sample, any of them may be missing.
public struct Column: Hashable, Sendable {
  /// The type of a column's values.
  public enum Kind: UInt32, Sendable { case float64 = 1, int64, bool, string }
  /// Which way is better, if any is.
  public enum Direction: UInt32, Sendable { case none, up, down }
  /// Snake case; at most 63 bytes cross the border.
  public var name: String
  /// The type of the values.
  public var kind: Kind
  /// Which way is better; `.none` for what is neither.
  public var direction: Direction
  /// What it says and in which unit.
  public var summary: String

  /// A column with values of one kind, and which way they are better.
  public init(_ name: String, _ kind: Kind, _ summary: String = "", direction: Direction = .none) {
    self.name = name
    self.kind = kind
    self.direction = direction
    self.summary = summary
  }

  init(_ raw: inout leap_column) {
    self.init(
      nameText(&raw.name), Kind(rawValue: raw.type) ?? .float64, nameText(&raw.summary),
      direction: Direction(rawValue: raw.direction) ?? .none)
  }

  var raw: leap_column {
    var column = leap_column()
    setName(&column.name, name)
    column.type = kind.rawValue
    column.direction = direction.rawValue
    setName(&column.summary, summary)
    return column
  }
}
