import Core

/// A bar that a run must clear, as an entry of `tests:` in leap.yaml sets it.
public struct GateEntry: NamedEntry, Sendable, Equatable {
  /// The figure that is measured.
  public enum Figure: Sendable, Equatable {
    /// A metric by its name, not yet looked up.
    case metric(String)
    /// The mean of a column.
    case mean(column: String)
  }

  /// The name of the bar, 1 to 64 of a-z, 0-9, _ and -.
  public let name: String
  public let figure: Figure
  /// Over which samples; all that have a value where both are nil.
  public let subset: String?
  public let filter: String?
  public let least: Double?
  public let most: Double?
  /// A run that this one must not be worse than: its name, or `previous`.
  public let baseline: String?
  /// So much worse than the baseline is still good.
  public let tolerance: Double
  /// Which way is better; nil: as the metric or the column says.
  public let direction: ColumnInfo.Direction?
  /// Samples that are drawn for the interval.
  public let resamples: Int
  /// Where the entry begins in leap.yaml.
  public let mark: ConfigNode.Mark

  public static let previous = "previous"

  static let table = KeyTable(
    "tests", oneOf: ["metric", "column"], anyOf: ["at_least", "at_most", "not_worse_than"],
    [
      Key("name", .pattern("[a-z0-9_-]{1,64}"), required: true, "By which leap-host gate reports it"),
      Key("metric", .text, "Such as `accuracy`, `f1-class-4` or `auc`: leap-host metrics --help"),
      Key("column", .text, "A column of numbers or of true and false, whose mean is measured"),
      Key("subset", .text, "Only samples of this subset"),
      Key("filter", .text, "Only samples for which this holds, such as `label == 4`"),
      Key("at_least", .number(.all), "The figure must not be below"),
      Key("at_most", .number(.all), "The figure must not be above"),
      Key("not_worse_than", .text, "A run such as run-0001, or `previous`: the figure must not be surely worse than that run's"),
      Key(
        "tolerance", .number(.from(0, upTo: .greatestFiniteMagnitude)), default: .int(0),
        "So much worse than that run is still good"),
      Key("direction", .word(["up", "down"]), "Which way is better; default: as the metric or the column says"),
      Key("resamples", .whole(from: 100, to: 100_000), default: .int(1000), "Samples that are drawn for the interval"),
    ])

  init(_ node: ConfigNode, file: ConfigFile) throws {
    let map = try MapReader(node, file: file, subject: "a test", table: Self.table)
    _ = try map.required("name", remedy: "add name: NAME")
    name = try map.name("name", like: "accuracy-of-fours") ?? ""
    switch (try map.text("metric"), try map.text("column")) {
    case (let metric?, nil): figure = .metric(metric)
    case (nil, let column?): figure = .mean(column: column)
    default:
      throw file.error(
        "test '\(name)' must have either 'metric' or 'column'", at: node.mark, remedy: "write metric: accuracy, or column: loss")
    }
    subset = try map.text("subset")
    filter = try map.text("filter")
    least = try map.optionalNumber("at_least")
    most = try map.optionalNumber("at_most")
    baseline = try map.text("not_worse_than")
    guard least != nil || most != nil || baseline != nil else {
      throw file.error(
        "test '\(name)' compares with nothing", at: node.mark,
        remedy: "add at_least: 0.98, at_most: 0.1, or not_worse_than: previous")
    }
    if let least, let most, least > most {
      throw file.error("test '\(name)' can never pass: at_least is above at_most", at: node.mark)
    }
    if let tolerance = map["tolerance"], baseline == nil {
      throw file.error("'tolerance' has no meaning without 'not_worse_than'", at: tolerance.mark, remedy: "leave it out")
    }
    tolerance = try map.number("tolerance")
    direction = try map["direction"].map { try map.word("direction", $0, as: BetterWay.self) }
      .map { $0 == .up ? ColumnInfo.Direction.up : .down }
    resamples = try map.whole("resamples")
    mark = node.mark
  }

  private enum BetterWay: String, CaseIterable { case up, down }
}
