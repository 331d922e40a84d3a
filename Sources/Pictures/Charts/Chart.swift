import Core

/// Bars, lines or dots over one x axis, in one or more facets that share both scales.
///
/// ```swift
/// let series = Chart.Series("odd", [.init(.label("1"), 0.02, low: 0.01, high: 0.03, n: 980)])
/// let picture = try Chart(.bars, [series], title: "Mean loss", xTitle: "label", yTitle: "loss").drawn()
/// ```
public struct Chart: Sendable {
  public enum Mark: String, Sendable {
    /// Bars from 0, one beside the other; an interval is a whisker.
    case bars
    /// Bars from 0, as wide as their bins, without gaps.
    case histogram
    /// A line; intervals are bands.
    case line
    /// Points; intervals are whiskers.
    case points
  }
  public enum X: Hashable, Sendable {
    case label(String)
    case number(Double)
    /// A bin from a number to a higher one.
    case bin(Double, Double)
  }
  /// A value with, if known, its interval (of 95% by custom) and the count of samples behind it.
  public struct Value: Hashable, Sendable {
    public var x: X
    public var y: Double
    public var low: Double?
    public var high: Double?
    public var n: Int?
    public init(_ x: X, _ y: Double, low: Double? = nil, high: Double? = nil, n: Int? = nil) {
      (self.x, self.y, self.low, self.high, self.n) = (x, y, low, high, n)
    }
  }
  public struct Series: Hashable, Sendable {
    public var name: String
    public var values: [Value]
    public init(_ name: String, _ values: [Value]) { (self.name, self.values) = (name, values) }
  }
  /// One of the small charts that share their scales.
  public struct Facet: Hashable, Sendable {
    public var title: String
    public var series: [Series]
    public init(_ title: String, _ series: [Series]) { (self.title, self.series) = (title, series) }
  }

  public var mark: Mark
  public var facets: [Facet]
  public var title: String
  public var subtitle: String
  public var xTitle: String
  public var yTitle: String
  /// What is not above 0 is then left out.
  public var isLog: Bool

  public init(
    _ mark: Mark, facets: [Facet], title: String, subtitle: String = "", xTitle: String = "", yTitle: String = "",
    isLog: Bool = false
  ) {
    (self.mark, self.facets, self.title, self.subtitle) = (mark, facets, title, subtitle)
    (self.xTitle, self.yTitle, self.isLog) = (xTitle, yTitle, isLog)
  }
  public init(
    _ mark: Mark, _ series: [Series], title: String, subtitle: String = "", xTitle: String = "", yTitle: String = "",
    isLog: Bool = false
  ) {
    self.init(
      mark, facets: [Facet("", series)], title: title, subtitle: subtitle, xTitle: xTitle, yTitle: yTitle, isLog: isLog)
  }

  /// The picture, at least 320 x 240 pixels; higher than asked for when there are more facets than fit.
  /// - Throws: `LeapError` that names the series and the value which is not finite, or says that kinds of x are mixed.
  public func drawn(width: Int = 1200, height: Int = 800, background: Color = Theme.page) throws -> RGBImage {
    try check()
    let layout = ChartLayout(self, width: max(width, 320), height: max(height, 240))
    var picture = RGBImage(width: layout.width, height: layout.height, fill: background)
    layout.drawHeader(on: &picture)
    for (facet, plot) in zip(facets, layout.plots) {
      layout.drawAxes(of: facet, plot, on: &picture)
      layout.drawMarks(of: facet, plot.area, on: &picture)
    }
    return picture
  }

  /// Names of series, in the order of their first appearance: the order of their colors.
  var seriesNames: [String] {
    var seen: Set<String> = []
    return facets.flatMap(\.series).map(\.name).filter { seen.insert($0).inserted }
  }

  private func check() throws {
    func wrong(_ series: Series, _ i: Int, _ problem: String) -> LeapError {
      LeapError(.data, doing: "drawing the chart '\(title)'", problem: "value \(i) of series '\(series.name)': \(problem)")
    }
    var kind: Int?
    for series in facets.flatMap(\.series) {
      for (i, value) in series.values.enumerated() {
        for (name, number) in [("y", value.y), ("low", value.low ?? 0), ("high", value.high ?? 0)] where !number.isFinite {
          throw wrong(series, i, "\(name) is \(number)")
        }
        if let low = value.low, let high = value.high, low > high { throw wrong(series, i, "low \(low) is above high \(high)") }
        let its: Int
        switch value.x {
        case .label: its = 0
        case .number(let x):
          its = 1
          if !x.isFinite { throw wrong(series, i, "x is \(x)") }
        case .bin(let low, let high):
          its = 2
          if !(low.isFinite && high.isFinite && low < high) { throw wrong(series, i, "the bin \(low)...\(high) is empty") }
        }
        if kind ?? its != its { throw wrong(series, i, "labels, numbers and bins are mixed") }
        kind = its
      }
    }
  }
}
