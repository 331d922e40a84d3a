import Core

/// How often samples of each class were taken for each: a table, a row a true class, shaded by the share of the row.
///
/// Right answers are blue and wrong ones red, each with a scale of its own, so that rare mistakes are seen beside many right
/// answers.
public struct ConfusionMatrix: Sendable {
  /// [classes, classes], rows are the truth.
  public var counts: [[Int]]
  public var names: [String]
  public var title: String

  public init(counts: [[Int]], names: [String], title: String = "Confusion matrix") {
    (self.counts, self.names, self.title) = (counts, names, title)
  }

  private static let margin = 28

  /// Draws the matrix.
  /// - Parameter size: about the pixels of a side; many classes need more.
  /// - Throws: `LeapError` when the table is empty or not square, or a count is negative.
  public func drawn(size: Int = 1000) throws -> RGBImage {
    try check()
    let (margin, face) = (Self.margin, Typeface.small)
    let count = names.count
    let labelWidth = min(170, names.map { face.width(of: $0) }.max() ?? 0)
    let left = margin + face.lineHeight + labelWidth + 12
    let side = max(1, min(96, (max(size, 320) - left - margin - 80) / count))
    let grid = side * count
    // Labels of columns hang below; at the right stands the share of each row that was right.
    let columns = AxisLabels(names.map { face.fitted($0, 170) }, face: face, axis: grid)
    let gridLeft = max(left, columns.overhang + 8)
    let top = margin + Typeface.title.capHeight + 58
    let key = 2 * face.lineHeight + 46
    let width = max(gridLeft + grid + 86, 560)
    var picture = RGBImage(width: width, height: top + grid + columns.height + face.lineHeight + key + margin, fill: Theme.page)
    let bottom = top + grid

    let total = counts.joined().reduce(0, +)
    let right = counts.indices.reduce(0) { $0 + counts[$1][$1] }
    let share = total > 0 ? " · \(Figures.percent(Double(right) / Double(total), decimals: 2)) right" : ""
    picture.draw(Typeface.title.fitted(title, width - 2 * margin), .title, x: margin, baseline: margin + Typeface.title.capHeight)
    picture.draw(
      "\(Figures.count(total)) samples\(share)", .body, x: margin, baseline: margin + Typeface.title.capHeight + 26,
      color: Theme.muted)

    let strongest = drawCells(side, gridLeft, top, on: &picture)
    let every = max(1, Int((Float(face.lineHeight) / Float(side)).rounded(.up)))
    picture.draw("recall", face, x: gridLeft + grid + 10, baseline: top - 8, color: Theme.muted)
    picture.draw("truth", face, x: gridLeft - 10, baseline: top - 8, color: Theme.muted, anchor: .right)
    for i in stride(from: 0, to: count, by: every) {
      let baseline = top + i * side + (min(side, every * side) + face.capHeight) / 2
      picture.draw(face.fitted(names[i], labelWidth), face, x: gridLeft - 10, baseline: baseline, anchor: .right)
      let row = counts[i].reduce(0, +)
      let recall = row > 0 ? Figures.percent(Double(counts[i][i]) / Double(row)) : "–"
      picture.draw(recall, face, x: gridLeft + grid + 10, baseline: baseline, color: Theme.muted)
    }
    columns.draw(left: gridLeft, width: grid, below: bottom, face: face, on: &picture)
    picture.draw(
      "prediction", face, x: gridLeft + grid / 2, baseline: bottom + columns.height + face.capHeight + 6, color: Theme.muted,
      anchor: .center)
    drawKey(strongest, top: bottom + columns.height + face.lineHeight + 22, on: &picture)
    return picture
  }

  /// - Returns: the largest share of a row that was taken for one wrong class.
  private func drawCells(_ side: Int, _ left: Int, _ top: Int, on picture: inout RGBImage) -> Float {
    let sums = counts.map { Float($0.reduce(0, +)) }
    func share(_ i: Int, _ j: Int) -> Float { sums[i] > 0 ? Float(counts[i][j]) / sums[i] : 0 }
    var strongest: Float = 0
    for i in counts.indices { for j in counts.indices where i != j { strongest = max(strongest, share(i, j)) } }
    let gap = side > 12 ? 2 : side > 4 ? 1 : 0
    for i in counts.indices {
      for j in counts.indices {
        let area = Area(x: left + j * side, y: top + i * side, width: side - gap, height: side - gap)
        var color = Theme.panel
        if counts[i][j] > 0 {
          color = i == j ? ColorRamp.ice.color(0.55 * share(i, j)) : ColorRamp.ember.color(share(i, j) / strongest)
        }
        picture.fill(area, color)
        let text = Figures.count(counts[i][j])
        let face = Typeface(min(15, Float(side) * 0.32), bold: i == j)
        guard side >= 22, counts[i][j] > 0, face.width(of: text) <= side - gap - 4 else { continue }
        picture.draw(
          text, face, x: (area.left + area.right) / 2, baseline: (area.top + area.bottom + face.capHeight) / 2,
          color: color.readable,
          anchor: .center)
      }
    }
    return strongest
  }

  private func drawKey(_ strongest: Float, top: Int, on picture: inout RGBImage) {
    let (face, width) = (Typeface.small, 220)
    for (i, part) in [("right, share of the row", "100%"), ("wrong, share of the row", Figures.percent(Double(strongest)))]
      .enumerated()
    {
      let x = Self.margin + i * (width + 40)
      for column in 0..<width {
        let place = Float(column) / Float(width - 1)
        let color = i == 0 ? ColorRamp.ice.color(0.55 * place) : ColorRamp.ember.color(place)
        picture.fill(Area(x: x + column, y: top + face.lineHeight, width: 1, height: 10), color)
      }
      picture.draw(part.0, face, x: x, baseline: top + face.capHeight, color: Theme.muted)
      let baseline = top + face.lineHeight + 18 + face.capHeight
      picture.draw("0", face, x: x, baseline: baseline, color: Theme.muted)
      picture.draw(part.1, face, x: x + width, baseline: baseline, color: Theme.muted, anchor: .right)
    }
  }

  private func check() throws {
    func wrong(_ problem: String) -> LeapError { LeapError(.data, doing: "drawing '\(title)'", problem: problem) }
    guard !names.isEmpty else { throw wrong("there are no classes") }
    guard counts.count == names.count else { throw wrong("\(names.count) names and \(counts.count) rows") }
    for (i, row) in counts.enumerated() {
      guard row.count == names.count else { throw wrong("row \(i) has \(row.count) counts for \(names.count) classes") }
      if let count = row.first(where: { $0 < 0 }) { throw wrong("row \(i) has a count of \(count)") }
    }
  }
}
