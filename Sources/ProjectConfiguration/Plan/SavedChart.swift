import Core

/// A chart that leap.yaml keeps under a name.
public struct SavedChart: NamedEntry, Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case chart
    case confusionMatrix = "confusion-matrix"
  }
  /// What its rows are.
  public enum Source: String, Sendable, CaseIterable { case samples, batches, epochs }

  /// The name of the chart, 1 to 64 of a-z, 0-9, _ and -.
  public let name: String
  public let title: String
  public let kind: Kind
  public let source: Source
  /// The question as a map, not yet checked: x, y, split, facet, filter, runs.
  public let query: ConfigNode
  /// Where the entry begins in leap.yaml.
  public let mark: ConfigNode.Mark

  private static let queryKeys = ["x", "y", "split", "facet", "filter", "runs"]

  static let table = KeyTable(
    "dashboard.charts",
    [
      Key("name", .pattern("[a-z0-9_-]{1,64}"), required: true, "By which leap-host chart finds it"),
      Key("title", .text, "Above the chart; default: the name"),
      Key("kind", .words(of: Kind.self), default: .string("chart"), "A question about columns, or the confusion matrix"),
      Key("of", .words(of: Source.self), default: .string("samples"), "What its rows are"),
      Key("x", .map(x), "What the groups are; a chart must have it"),
      Key("y", .map(y), "The figure of each group; default: how many rows it has"),
      Key("split", .text, "Column whose values become lines beside each other"),
      Key("facet", .text, "Column whose values become charts of their own"),
      Key("filter", .either([.text, .options]), "Only rows for which this holds, such as `label == 4 && loss > 1`"),
      Key("runs", .list(.text), "Runs to compare; default: the one that is looked at"),
    ])

  private static let x = KeyTable(
    "dashboard.charts.x",
    [
      Key("column", .text, required: true, "Column to group by"),
      Key("bins", .whole(from: 1, to: 10_000), "So many bins of equal width; excludes width and distinct"),
      Key("width", .number(.above(0, upTo: .greatestFiniteMagnitude)), "Bins of this width; excludes bins and distinct"),
      Key("distinct", .flag, "A group for each value; excludes bins and width"),
      Key("order", .text, "Order of the groups"),
      Key("limit", .whole(from: 1, to: 100_000), "At most so many groups"),
    ])

  private static let y = KeyTable(
    "dashboard.charts.y",
    [
      Key("column", .text, "Column that is measured"),
      Key(
        "aggregate", .word(["mean", "median", "min", "max", "count", "quantile", "std"]), default: .string("mean"),
        "Which figure of it"),
      Key("quantile", .number(.from(0, upTo: 1)), "Which one, with aggregate quantile"),
    ])

  init(_ node: ConfigNode, file: ConfigFile) throws {
    let map = try MapReader(node, file: file, subject: "a chart", table: Self.table)
    _ = try map.required("name", remedy: "add a name, like loss-by-label")
    name = try map.name("name", like: "loss-by-label") ?? ""
    title = try map.text("title") ?? name
    kind = try map["kind"].map { try map.word("kind", $0, as: Kind.self) } ?? .chart
    source = try map["of"].map { try map.word("of", $0, as: Source.self) } ?? .samples
    if kind == .chart { _ = try map.required("x", remedy: "say what the groups are, e.g. x: {column: label}") }
    query = ConfigNode(.map((node.members ?? []).filter { Self.queryKeys.contains($0.key) }), at: node.mark)
    mark = node.mark
  }

  static let dashboard = KeyTable(
    "dashboard", [Key("charts", .list(.map(table)), "Charts to come back to: leap-host chart NAME")])

  /// Reads `dashboard: {charts: [...]}`.
  static func list(dashboard node: ConfigNode, file: ConfigFile) throws -> [SavedChart] {
    let map = try MapReader(node, file: file, subject: "dashboard", table: Self.dashboard)
    return try file.entries(map["charts"], under: "charts", called: "charts")
  }
}
