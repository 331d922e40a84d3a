import Core

/// Samples as dots on a plane: color tells the class or a number, size another number, usually the loss.
///
/// ```swift
/// let picture = try PopulationPlot(
///   x: x, y: y, coloring: .classes(labels, names: names), sizes: losses, sizeName: "loss", title: "Population map"
/// ).drawn()
/// ```
public struct PopulationPlot: Sendable {
  public enum Coloring: Sendable {
    /// A class of `names` for each point; -1 for none.
    case classes([Int], names: [String])
    /// A number for each point, nil where it is missing.
    case values([Float?], name: String, isLog: Bool = false)
  }
  /// A point with a ring around it and words beside it. The first is the one that lines start from.
  public struct Highlight: Hashable, Sendable {
    public var index: Int
    public var caption: String
    public init(index: Int, caption: String) {
      self.index = index
      self.caption = caption
    }
  }

  /// [n] each.
  public var x: [Float]
  public var y: [Float]
  public var coloring: Coloring
  /// [n], 0 or more, nil where it is missing; empty for dots of one size.
  public var sizes: [Float?]
  public var sizeName: String
  public var title: String
  public var subtitle: String
  public var highlights: [Highlight]

  public init(
    x: [Float], y: [Float], coloring: Coloring, sizes: [Float?] = [], sizeName: String = "loss", title: String,
    subtitle: String = "", highlights: [Highlight] = []
  ) {
    (self.x, self.y, self.coloring, self.sizes) = (x, y, coloring, sizes)
    (self.sizeName, self.title, self.subtitle, self.highlights) = (sizeName, title, subtitle, highlights)
  }

  /// The picture, 480 x 360 pixels at the least. O(n log n + pixels of dots); the same bytes for the same values.
  /// - Throws: `LeapError` when counts differ, or a number is not finite or a class is not there.
  public func drawn(width: Int = 1600, height: Int = 1200) throws -> RGBImage {
    try check()
    let frame = PopulationFrame(width: max(width, 480), height: max(height, 360))
    let dots = PopulationDots(self, in: frame.map, unit: frame.unit)
    var picture = RGBImage(width: frame.width, height: frame.height, fill: Theme.page)
    dots.draw(on: &picture, clip: frame.map, dimmed: !highlights.isEmpty)
    if case .classes(let classes, let names) = coloring, highlights.isEmpty {
      drawClassLabels(classes, names, dots, frame, on: &picture)
    }
    drawHighlights(dots, frame, on: &picture)
    drawLegend(dots, frame, on: &picture)
    return picture
  }

  private func check() throws {
    let doing = "drawing the map '\(title)'"
    func wrong(_ problem: String) -> LeapError { LeapError(.data, doing: doing, problem: problem) }
    guard y.count == x.count else { throw wrong("x has \(x.count) values and y has \(y.count)") }
    for (name, values) in [("x", x), ("y", y)] {
      if let i = values.firstIndex(where: { !$0.isFinite }) { throw wrong("\(name) of point \(i) is \(values[i])") }
    }
    switch coloring {
    case .classes(let classes, let names):
      guard classes.count == x.count else { throw wrong("\(x.count) points have \(classes.count) classes") }
      if let i = classes.firstIndex(where: { $0 < -1 || $0 >= names.count }) {
        throw wrong("point \(i) is of class \(classes[i]), and there are \(names.count) classes")
      }
    case .values(let values, let name, _):
      guard values.count == x.count else { throw wrong("\(x.count) points have \(values.count) values of \(name)") }
      if let i = values.firstIndex(where: { $0.map { !$0.isFinite } ?? false }) {
        throw wrong("\(name) of point \(i) is not finite")
      }
    }
    guard sizes.isEmpty || sizes.count == x.count else {
      throw wrong("\(x.count) points have \(sizes.count) values of \(sizeName)")
    }
    if let i = sizes.firstIndex(where: { $0.map { !$0.isFinite || $0 < 0 } ?? false }) {
      throw wrong("\(sizeName) of point \(i) is \(sizes[i] ?? 0); a size is finite and 0 or more")
    }
    if let highlight = highlights.first(where: { !x.indices.contains($0.index) }) {
      throw wrong("point \(highlight.index) is to be highlighted, and there are \(x.count) points")
    }
  }
}
