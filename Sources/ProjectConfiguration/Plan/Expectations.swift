import Core

/// The bounds within which the values of a column are to be.
public struct ValueRange: Sendable, Equatable {
  public let column: String
  public let least: Double
  public let most: Double
  /// Where it is in leap.yaml.
  public let mark: ConfigNode.Mark

  /// Reads `[0, 1]`, of which either may be null.
  init(column: String, _ node: ConfigNode, file: ConfigFile) throws {
    func fault() -> LeapError {
      file.error(
        "the range of '\(column)' must be [least, most] (is \(node.shown))", at: node.mark, remedy: "write it like [0, 1]")
    }
    guard let ends = node.list, ends.count == 2, ends.allSatisfy({ $0.isNull || $0.double != nil }) else { throw fault() }
    (least, most) = (ends[0].double ?? -.infinity, ends[1].double ?? .infinity)
    guard least <= most else { throw fault() }
    self.column = column
    mark = node.mark
  }

  public func contains(_ value: Double) -> Bool { value >= least && value <= most }
}

/// What leap.yaml promises of the columns of one component; `leap-host test` holds it to that, and a run pays no heed.
public struct Expectations: Sendable, Equatable {
  public let ranges: [ValueRange]
  /// Seconds that one sample may take.
  public let budget: Double

  public init(ranges: [ValueRange] = [], budget: Double = 0.01) {
    self.ranges = ranges
    self.budget = budget
  }

  static let budgetKey = Key(
    "budget", .number(.above(0, upTo: 3600)), default: .double(0.01), "Seconds a sample; more are a finding of leap-host test")
  static let keys = [
    Key("ranges", .named(.pair), "Columns and their bounds; values outside are a finding of leap-host test"), budgetKey,
  ]

  /// - Parameter map: its table has `keys`.
  init(_ map: MapReader) throws {
    if let ranges = map["ranges"], ranges.members == nil {
      throw map.file.error(
        "'ranges' must be a map (is \(ranges.shown))", at: ranges.mark, remedy: "write it like {brightness: [0, 1]}")
    }
    ranges = try (map["ranges"]?.members ?? []).map { try ValueRange(column: $0.key, $0.value, file: map.file) }
    budget = try map.number("budget")
  }
}
