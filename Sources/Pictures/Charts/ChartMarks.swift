/// What a chart shows: bars, lines, dots, and their intervals.
extension ChartLayout {
  func color(of series: Chart.Series) -> Color {
    names.count == 1 ? Theme.accent : Palette.color(names.firstIndex(of: series.name) ?? 0)
  }

  func drawMarks(of facet: Chart.Facet, _ plot: Area, on picture: inout RGBImage) {
    if facet.series.allSatisfy(\.values.isEmpty) {
      let words = Typeface.body.fitted("no data", plot.width)
      picture.draw(
        words, .body, x: (plot.left + plot.right) / 2, baseline: (plot.top + plot.bottom) / 2, color: Theme.muted, anchor: .center
      )
    }
    let groups = BarGroups(facet, isLog: chart.isLog)
    for (i, series) in facet.series.enumerated() {
      let values = chart.isLog ? series.values.filter { $0.y > 0 } : series.values
      switch chart.mark {
      case .bars, .histogram: drawBars(values, i, groups, color(of: series), plot, on: &picture)
      case .line: drawLine(values, color(of: series), plot, on: &picture)
      case .points: drawPoints(values, color(of: series), plot, on: &picture)
      }
    }
  }

  private func drawBars(
    _ values: [Chart.Value], _ index: Int, _ groups: BarGroups, _ color: Color, _ plot: Area, on picture: inout RGBImage
  ) {
    let face = Typeface(12)
    // All bars tell their count, or none does.
    let widest = face.width(of: "n \(Figures.count(chart.facets.flatMap(\.series).flatMap(\.values).compactMap(\.n).max() ?? 0))")
    for value in values {
      let span = domain.span(value.x)
      var (left, right) = (x(span.start, in: plot), x(span.end, in: plot))
      let slot = right - left
      let isBinned = chart.mark == .histogram
      let gap = slot < 4 ? 0 : isBinned ? min(1, slot * 0.1) : slot * 0.16
      let share = isBinned ? 1 : Float(groups.most)
      let offset = isBinned ? 0 : groups.offset(of: index, at: value.x)
      (left, right) = (left + gap + (slot - 2 * gap) * offset / share, left + gap + (slot - 2 * gap) * (offset + 1) / share)
      // Bars of one group are told apart by a thin gap.
      if !isBinned, groups.most > 1, right - left > 5 { (left, right) = (left + 0.5, right - 0.5) }
      let middle = (left + right) / 2
      if !isBinned, right - left > 110 { (left, right) = (middle - 55, middle + 55) }
      if right - left > 4 { (left, right) = (left.rounded(), right.rounded()) }
      let (top, base) = (y(value.y, in: plot), base(in: plot))
      picture.fill(left, min(top, base), right, max(top, base), color, alpha: isBinned && groups.most > 1 ? 0.55 : 0.88)
      drawWhisker(value, at: (left + right) / 2, reach: min(6, (right - left) * 0.3), Theme.ink, plot, on: &picture)
      guard let n = value.n, !isBinned, Float(widest) <= slot / share - 4 else { continue }
      let text = "n \(Figures.count(n))"
      let highest = Int(min(top, base, y(value.high ?? value.y, in: plot))) - 6
      let (center, baseline) = (Int((left + right) / 2), max(highest, plot.top + face.capHeight))
      if highest < baseline {
        // A whisker that leaves the chart stands behind the count.
        let (wide, high) = (face.width(of: text) + 4, face.capHeight + 4)
        picture.fill(Area(x: center - wide / 2, y: baseline - high + 2, width: wide, height: high), Theme.page)
      }
      picture.draw(text, face, x: center, baseline: baseline, color: Theme.muted, anchor: .center)
    }
  }

  /// A line from low to high with a short bar at either end that is on the chart; without one it goes on beyond.
  private func drawWhisker(
    _ value: Chart.Value, at middle: Float, reach: Float, _ color: Color, _ plot: Area, on picture: inout RGBImage
  ) {
    guard value.low != nil || value.high != nil, reach > 0.4 else { return }
    let ends = [value.low ?? value.y, value.high ?? value.y]
    let (low, high) = (y(ends[0], in: plot), y(ends[1], in: plot))
    let half: Float = reach < 2 ? 0.5 : 0.75
    picture.fill(middle - half, high, middle + half, low, color, alpha: 0.9)
    guard reach >= 2 else { return }
    for end in ends where (-1e-9...1 + 1e-9).contains(yScale.place(end)) {
      let place = y(end, in: plot)
      picture.fill(middle - reach, place - half, middle + reach, place + half, color, alpha: 0.9)
    }
  }

  private func drawLine(_ values: [Chart.Value], _ color: Color, _ plot: Area, on picture: inout RGBImage) {
    let placed = values.map { value -> (x: Float, value: Chart.Value) in
      let span = domain.span(value.x)
      return (x((span.start + span.end) / 2, in: plot), value)
    }.sorted { $0.x < $1.x }
    if values.contains(where: { $0.low != nil && $0.high != nil }) {
      picture.band(
        placed.map(\.x), low: placed.map { y($0.value.low ?? $0.value.y, in: plot) },
        high: placed.map { y($0.value.high ?? $0.value.y, in: plot) }, color, alpha: 0.2, clip: plot)
    }
    let points = placed.map { Point($0.x, y($0.value.y, in: plot)) }
    picture.stroke(points, thickness: 2.2, color, clip: picture.area)
    // All lines have dots, or none does.
    let most = chart.facets.flatMap(\.series).map(\.values.count).max() ?? 0
    if most <= max(1, plot.width / 24) {
      for point in points {
        picture.disc(point, radius: 5, Theme.page)
        picture.disc(point, radius: 3.8, color)
      }
    }
  }

  private func drawPoints(_ values: [Chart.Value], _ color: Color, _ plot: Area, on picture: inout RGBImage) {
    let isCrowded = values.count > 400
    for value in values {
      let span = domain.span(value.x)
      let middle = x((span.start + span.end) / 2, in: plot)
      drawWhisker(value, at: middle, reach: 5, color.mixed(with: Theme.page, 0.25), plot, on: &picture)
      let point = Point(middle, y(value.y, in: plot))
      if !isCrowded { picture.disc(point, radius: 5.4, Theme.page, clip: picture.area) }
      picture.disc(point, radius: isCrowded ? 2.6 : 4.4, color, alpha: isCrowded ? 0.45 : 0.95, clip: picture.area)
    }
  }
}
