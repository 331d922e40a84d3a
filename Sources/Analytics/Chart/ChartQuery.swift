import Core

/// A question about columns that a chart answers: a figure of y for each group of x. One type serves the command line, HTTP and
/// saved dashboards.
///
///     {"x": {"column": "distance", "width": 0.5}, "y": {"column": "loss"}, "facet": "label", "filter": "subset == validation"}
public struct ChartQuery: Hashable, Sendable {
  public var x: X
  public var y: Y
  /// A column whose values are drawn side by side in one chart.
  public var split: String?
  /// A column whose values get a chart each.
  public var facet: String?
  /// The rows that count; nil for all rows.
  public var filter: Filter?
  /// Names of runs to compare; empty for the one at hand.
  public var runs: [String]

  public init(
    x: X, y: Y = Y(), split: String? = nil, facet: String? = nil, filter: Filter? = nil, runs: [String] = []
  ) {
    (self.x, self.y, self.split, self.facet, self.filter, self.runs) = (x, y, split, facet, filter, runs)
  }

  /// What the groups are.
  public struct X: Hashable, Sendable {
    public var column: String
    /// How the values are grouped; nil: bins for float64, distinct values for all else.
    public var groups: Groups?
    /// The order of distinct values; by value if nil.
    public var order: Order?
    /// The largest number of distinct values; the others are left out, with a note.
    public var limit: Int?
    public init(_ column: String, _ groups: Groups? = nil, order: Order? = nil, limit: Int? = nil) {
      (self.column, self.groups, self.order, self.limit) = (column, groups, order, limit)
    }
  }

  public enum Groups: Hashable, Sendable {
    /// This many of equal width from the smallest to the largest value. Each holds its lower edge, the last its upper one, too.
    case bins(Int)
    /// Bins of this width, with edges at its multiples. Each holds its lower edge.
    case width(Double)
    /// One group a value.
    case distinct
  }

  public enum Order: String, Codable, Sendable, CaseIterable {
    /// By value, ascending.
    case value
    /// The most rows first.
    case count
    /// The largest y of all rows with that x first.
    case y
  }

  /// What is said of each group.
  public struct Y: Hashable, Sendable {
    /// The column to measure. Counts need none; with one, they count the rows that have a value.
    public var column: String?
    public var aggregate: Aggregate
    public init(_ column: String? = nil, _ aggregate: Aggregate? = nil) {
      self.column = column
      self.aggregate = aggregate ?? (column == nil ? .count : .mean)
    }
  }

  public enum Aggregate: Hashable, Sendable {
    case mean, median, min, max, count
    /// The standard deviation, with n - 1.
    case std
    /// The quantile of a share from 0 to 1.
    case quantile(Double)

    public static let names = ["mean", "median", "min", "max", "count", "std", "quantile"]

    public var name: String {
      switch self {
      case .mean: "mean"
      case .median: "median"
      case .min: "min"
      case .max: "max"
      case .count: "count"
      case .std: "std"
      case .quantile: "quantile"
      }
    }
  }

  /// The number of bins where a query names none.
  public static let usualBins = 20
  static let mostBins = 10_000
  /// Distinct values of split, and of facet.
  static let mostSeries = 200
  static let mostGroups = 1_000_000

  static func fault(_ problem: String, _ remedy: String) -> LeapError {
    LeapError(.usage, doing: "making a chart", problem: problem, remedy: remedy)
  }
}

extension ChartQuery.Aggregate {
  /// Finds an aggregate by its name.
  /// - Parameter quantile: for `quantile`, and nothing else
  /// - Throws: `LeapError` with the nearest name.
  public init(named name: String, quantile: Double? = nil) throws {
    let simple: [String: Self] = ["mean": .mean, "median": .median, "min": .min, "max": .max, "count": .count, "std": .std]
    if let aggregate = simple[name], quantile == nil {
      self = aggregate
    } else if let quantile, name == "quantile" {
      self = .quantile(quantile)
    } else if simple[name] != nil {
      throw ChartQuery.fault("'\(name)' takes no quantile", "write aggregate quantile, or leave the quantile out")
    } else if name == "quantile" {
      throw ChartQuery.fault("the quantile is not said", "say it, such as quantile 0.9")
    } else {
      let nearest = nearestWord(to: name, among: Self.names).map { "did you mean '\($0)'?" }
      throw ChartQuery.fault("there is no aggregate '\(name)'", nearest ?? "choose from \(Self.names.joined(separator: ", "))")
    }
  }
}
