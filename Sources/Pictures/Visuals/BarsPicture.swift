/// Horizontal bars from 0, the ground truth marked, the highest in full color.
struct BarsPicture {
  var labels: [String]
  var values: [Float]
  var truth: Int?

  /// The most bars that are drawn; of more, the longest are, and the truth.
  private static let most = 30

  func drawn(_ check: PayloadCheck, width: Int, background: Color) throws -> RGBImage {
    try check.require(!values.isEmpty, "values", "is empty")
    try check.require(labels.count == values.count, "labels", "has \(labels.count) names for \(values.count) values")
    try check.finite("values", values)
    try check.require(truth.map(values.indices.contains) ?? true, "truth", "is \(truth ?? 0), and there are \(values.count) bars")

    let shown = chosen
    let (face, bold) = (Typeface(14), Typeface(14, bold: true))
    let row = 26
    let labelWidth = min(width * 2 / 5, shown.map { bold.width(of: labels[$0]) }.max() ?? 0)
    // As many decimals for all as tell the largest to a thousandth.
    let largest = Double(shown.map { abs(values[$0]) }.max() ?? 0)
    let step = largest > 0 ? Scale.step(from: 0, to: largest, atMost: 2) / 1000 : 1
    let numbers = shown.map { Figures.fixed(Double(values[$0]), step: min(step, 1)) }
    let numberWidth = numbers.map { face.width(of: $0) }.max() ?? 0
    let mark = truth == nil ? 0 : bold.width(of: "truth") + 22
    let (left, right) = (labelWidth + 12, max(labelWidth + 32, width - numberWidth - mark - 10))
    let scale = Scale(covering: shown.map { Double(values[$0]) }, fromZero: true, widened: false)
    func x(_ value: Float) -> Float { Float(left) + Float(scale.place(Double(value))) * Float(right - left) }

    let more = values.count - shown.count
    var picture = RGBImage(
      width: max(width, right + numberWidth + mark + 10), height: row * (shown.count + (more > 0 ? 1 : 0)), fill: background)
    let best = shown.max { values[$0] != values[$1] ? values[$0] < values[$1] : $0 > $1 }
    for (line, i) in shown.enumerated() {
      let (top, baseline) = (line * row, line * row + (row + face.capHeight) / 2)
      let isTruth = i == truth
      picture.draw(
        (isTruth ? bold : face).fitted(labels[i], labelWidth), isTruth ? bold : face, x: labelWidth, baseline: baseline,
        color: isTruth ? Theme.good : Theme.ink, anchor: .right)
      picture.fill(Area(left: left, top: top + 5, right: right, bottom: top + row - 5), Theme.line, alpha: 0.55)
      let (low, high) = (min(x(0), x(values[i])), max(x(0), x(values[i])))
      let color = isTruth ? Theme.good : i == best ? Theme.accent : Theme.muted
      picture.fill(low, Float(top + 5), max(high, low + 1), Float(top + row - 5), color, alpha: i == best || isTruth ? 0.95 : 0.6)
      picture.draw(numbers[line], face, x: right + 10 + numberWidth, baseline: baseline, color: Theme.muted, anchor: .right)
      if isTruth { picture.draw("truth", bold, x: right + 10 + numberWidth + 12, baseline: baseline, color: Theme.good) }
    }
    if more > 0 {
      picture.draw(
        "and \(Figures.count(more)) more", face, x: left, baseline: shown.count * row + (row + face.capHeight) / 2,
        color: Theme.muted)
    }
    return picture
  }

  /// In the order given.
  private var chosen: [Int] {
    guard values.count > Self.most else { return Array(values.indices) }
    let longest = values.indices.sorted { abs(values[$0]) != abs(values[$1]) ? abs(values[$0]) > abs(values[$1]) : $0 < $1 }
    var kept = Set(longest.prefix(Self.most))
    if let truth, kept.insert(truth).inserted { kept.remove(longest[Self.most - 1]) }
    return kept.sorted()
  }
}
