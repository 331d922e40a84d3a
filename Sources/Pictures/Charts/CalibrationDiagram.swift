import Core

/// Whether a model is right as often as it says: accuracy over confidence in bins, the ideal as a dashed line, and below it how
/// many samples are in each bin (reliability diagram, Niculescu-Mizil & Caruana 2005).
public struct CalibrationDiagram: Sendable {
  public struct Bin: Hashable, Sendable {
    /// The bin, within 0...1.
    public var from: Double
    public var to: Double
    /// Means over the samples of the bin, and an interval of the accuracy.
    public var confidence: Double
    public var accuracy: Double
    public var low: Double?
    public var high: Double?
    public var n: Int
    public init(from: Double, to: Double, confidence: Double, accuracy: Double, low: Double? = nil, high: Double? = nil, n: Int) {
      (self.from, self.to, self.confidence, self.accuracy) = (from, to, confidence, accuracy)
      (self.low, self.high, self.n) = (low, high, n)
    }
  }
  public var bins: [Bin]
  public var title: String

  public init(bins: [Bin], title: String = "Calibration") { (self.bins, self.title) = (bins, title) }

  /// The mean distance of accuracy and confidence, weighted by samples (ECE); 0 without samples.
  public var expectedError: Double {
    let total = bins.reduce(0) { $0 + $1.n }
    return total == 0 ? 0 : bins.reduce(0) { $0 + abs($1.accuracy - $1.confidence) * Double($1.n) } / Double(total)
  }

  /// Draws the diagram, `width` pixels wide.
  /// - Throws: `LeapError` when a figure is not within 0...1.
  public func drawn(width: Int = 800) throws -> RGBImage {
    try check()
    let (margin, face) = (28, Typeface.small)
    let width = max(width, 360)
    let side = width - 2 * margin - 44
    let top = margin + Typeface.title.capHeight + 52
    let plot = Area(x: margin + 44, y: top, width: side, height: side)
    let below = Area(x: plot.left, y: plot.bottom + 46, width: side, height: max(70, side / 5))
    var picture = RGBImage(width: width, height: below.bottom + margin + face.lineHeight + 28, fill: Theme.page)
    func x(_ value: Double) -> Float { Float(plot.left) + Float(value) * Float(side) }
    func y(_ value: Double) -> Float { Float(plot.bottom) - Float(value) * Float(side) }

    let total = bins.reduce(0) { $0 + $1.n }
    picture.draw(Typeface.title.fitted(title, width - 2 * margin), .title, x: margin, baseline: margin + Typeface.title.capHeight)
    let note = "\(Figures.count(total)) samples · expected calibration error \(Figures.short(expectedError))"
    picture.draw(
      Typeface.body.fitted(note, width - 2 * margin), .body, x: margin, baseline: margin + Typeface.title.capHeight + 26,
      color: Theme.muted)
    for tick in 0...5 {
      let value = Double(tick) / 5
      let line = Int(y(value).rounded())
      picture.fill(Area(left: plot.left, top: line, right: plot.right, bottom: line + 1), Theme.line)
      let text = Figures.percent(value, decimals: 0)
      picture.draw(text, face, x: plot.left - 8, baseline: line + face.capHeight / 2, color: Theme.muted, anchor: .right)
      picture.draw(text, face, x: Int(x(value)), baseline: plot.bottom + 10 + face.capHeight, color: Theme.muted, anchor: .center)
    }
    for bin in bins where bin.n > 0 {
      let (left, right) = (x(bin.from) + 1, x(bin.to) - 1)
      picture.fill(left, y(bin.accuracy), right, Float(plot.bottom), Theme.accent, alpha: 0.85)
      // The gap to what was promised.
      let (low, high) = (min(bin.accuracy, bin.confidence), max(bin.accuracy, bin.confidence))
      picture.fill(left, y(high), right, y(low), bin.confidence > bin.accuracy ? Theme.bad : Theme.good, alpha: 0.55)
      if let low = bin.low, let high = bin.high {
        let middle = (left + right) / 2
        picture.fill(middle - 0.75, y(high), middle + 0.75, y(low), Theme.ink)
        for end in [low, high] { picture.fill(middle - 5, y(end) - 0.75, middle + 5, y(end) + 0.75, Theme.ink) }
      }
    }
    picture.dashes(from: Point(x(0), y(0)), to: Point(x(1), y(1)), thickness: 1.6, Theme.ink)
    let most = Float(max(bins.map(\.n).max() ?? 0, 1))
    for bin in bins {
      picture.fill(
        x(bin.from) + 1, Float(below.bottom) - Float(bin.n) / most * Float(below.height), x(bin.to) - 1, Float(below.bottom),
        Theme.muted, alpha: 0.7)
    }
    picture.fill(Area(left: below.left, top: below.bottom, right: below.right, bottom: below.bottom + 1), Theme.muted)
    picture.draw(
      Figures.count(Int(most)), face, x: below.left - 8, baseline: below.top + face.capHeight, color: Theme.muted, anchor: .right)
    picture.draw("samples", face, x: below.left + 6, baseline: below.top + face.capHeight, color: Theme.muted)
    picture.draw("accuracy", face, x: plot.left + 6, baseline: plot.top - 8, color: Theme.muted)
    picture.draw(
      "confidence", face, x: (plot.left + plot.right) / 2, baseline: below.bottom + 14 + face.capHeight, color: Theme.muted,
      anchor: .center)
    let key = ChartLegend(["too sure", "not sure enough", "accuracy"], width: width - 2 * margin) {
      [Theme.bad, Theme.good, Theme.accent][$0]
    }
    key.draw(x: margin, y: picture.height - margin - 4, on: &picture)
    return picture
  }

  private func check() throws {
    for (i, bin) in bins.enumerated() {
      let figures = [
        ("from", bin.from), ("to", bin.to), ("confidence", bin.confidence), ("accuracy", bin.accuracy), ("low", bin.low ?? 0),
        ("high", bin.high ?? 0),
      ]
      for (name, value) in figures where !(0...1).contains(value) {
        throw LeapError(.data, doing: "drawing '\(title)'", problem: "\(name) of bin \(i) is \(value), which is not within 0...1")
      }
      guard bin.n >= 0, bin.from < bin.to else {
        throw LeapError(
          .data, doing: "drawing '\(title)'", problem: "bin \(i) from \(bin.from) to \(bin.to) has \(bin.n) samples")
      }
    }
  }
}
