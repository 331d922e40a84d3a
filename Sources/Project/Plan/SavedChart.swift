import Core

/// A chart that leap.yaml keeps under a name.
public struct SavedChart: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case chart
    case confusionMatrix = "confusion-matrix"
  }
  /// What its rows are.
  public enum Source: String, Sendable, CaseIterable { case samples, batches, epochs }

  /// 1 to 64 of a-z, 0-9, _ and -.
  public let name: String
  public let title: String
  public let kind: Kind
  public let source: Source
  /// The question as a map, not yet checked: x, y, split, facet, filter, runs.
  public let query: ConfigNode
  /// Where the entry begins in leap.yaml.
  public let mark: ConfigNode.Mark

  private static let ownKeys = ["name", "title", "kind", "of"]
  private static let queryKeys = ["x", "y", "split", "facet", "filter", "runs"]

  init(_ node: ConfigNode, file: ConfigFile) throws {
    let map = try MapReader(node, file: file, subject: "a chart", keys: Self.ownKeys + Self.queryKeys)
    let name = try map.required("name", remedy: "add a name, like loss-by-label")
    self.name = try map.text("name", name)
    guard self.name.count <= 64, self.name.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || $0 == "_") })
    else {
      throw file.error(
        "the chart's name must be of a-z, 0-9, _ and - (is \(name.shown))", at: name.mark, remedy: "write it like loss-by-label")
    }
    title = try map["title"].map { try map.text("title", $0) } ?? self.name
    kind = try map["kind"].map { try map.word("kind", $0, as: Kind.self) } ?? .chart
    source = try map["of"].map { try map.word("of", $0, as: Source.self) } ?? .samples
    if kind == .chart { _ = try map.required("x", remedy: "say what the groups are, e.g. x: {column: label}") }
    query = ConfigNode(.map((node.members ?? []).filter { Self.queryKeys.contains($0.key) }), at: node.mark)
    mark = node.mark
  }

  /// Reads `dashboard: {charts: [...]}`.
  static func list(dashboard node: ConfigNode, file: ConfigFile) throws -> [SavedChart] {
    let map = try MapReader(node, file: file, subject: "dashboard", keys: ["charts"])
    guard let charts = map["charts"] else { return [] }
    guard let items = charts.list else { throw file.error("'charts' must be a list (is \(charts.shown))", at: charts.mark) }
    var found: [SavedChart] = []
    for item in items {
      let chart = try SavedChart(item, file: file)
      if let first = found.first(where: { $0.name == chart.name }) {
        throw file.error(
          "two charts have the name '\(chart.name)'", at: chart.mark,
          remedy: "rename one; the first is at line \(first.mark.line)")
      }
      found.append(chart)
    }
    return found
  }
}
