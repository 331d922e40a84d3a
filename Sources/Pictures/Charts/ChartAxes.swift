/// Grid, ticks and titles of the axes.
extension ChartLayout {
  func y(_ value: Double, in plot: Area) -> Float {
    let place = Float(min(max(yScale.place(value), -0.01), 1.01))
    return Float(plot.bottom) - place * Float(plot.height)
  }
  /// Where 0, or the lowest value of a logarithmic axis, lies.
  func base(in plot: Area) -> Float { y(yScale.isLog ? yScale.low : min(max(0, yScale.low), yScale.high), in: plot) }
  func x(_ place: Float, in plot: Area) -> Float {
    let inside = Area(left: plot.left + domain.margin, top: 0, right: plot.right - domain.margin, bottom: 1)
    return Float(inside.left) + place * Float(inside.width)
  }

  func drawAxes(of facet: Chart.Facet, _ plot: Plot, on picture: inout RGBImage) {
    let (area, face) = (plot.area, Typeface.small)
    if !facet.title.isEmpty {
      let heading = Typeface.heading
      picture.draw(heading.fitted(facet.title, area.width), heading, x: area.left, baseline: area.top - 8)
    }
    for tick in yTicks {
      let line = Int(y(tick.value, in: area).rounded())
      picture.fill(Area(left: area.left, top: line, right: area.right, bottom: line + 1), Theme.line)
      if plot.hasYLabels {
        picture.draw(
          tick.label, face, x: area.left - 10, baseline: line + (face.capHeight + 1) / 2, color: Theme.muted, anchor: .right)
      }
    }
    let zero = Int(base(in: area).rounded())
    picture.fill(Area(left: area.left, top: zero, right: area.right, bottom: zero + 1), Theme.muted, alpha: 0.7)
    if plot.hasYLabels, area.top == plots[0].area.top, !chart.yTitle.isEmpty {
      let line = area.top - (chart.facets.contains { !$0.title.isEmpty } ? face.lineHeight + 16 : 16)
      let room = width - 2 * margin
      picture.draw(face.fitted(chart.yTitle, room), face, x: margin, baseline: line, color: Theme.muted)
    }
    drawXAxis(plot, face, on: &picture)
  }

  private func drawXAxis(_ plot: Plot, _ face: Typeface, on picture: inout RGBImage) {
    let area = plot.area
    switch domain {
    case .labels(let texts, _):
      guard plot.hasXLabels else { return }
      AxisLabels(texts, face: face, axis: area.width).draw(
        left: area.left, width: area.width, below: area.bottom, face: face, on: &picture)
    case .numbers(let scale, let isBinned):
      var end = Int.min
      for tick in scale.ticks(atMost: max(2, area.width / 80)) {
        let middle = x(Float(scale.place(tick.value)), in: area)
        if !isBinned {
          picture.fill(middle - 0.5, Float(area.top), middle + 0.5, Float(area.bottom), Theme.line, alpha: 0.6)
        }
        let half = face.width(of: tick.label) / 2
        let center = min(max(Int(middle), half + 4), width - half - 4)
        guard plot.hasXLabels, center - half > end + 6 else { continue }
        end = center + half
        picture.fill(middle - 0.5, Float(area.bottom), middle + 0.5, Float(area.bottom + 5), Theme.muted)
        picture.draw(tick.label, face, x: center, baseline: area.bottom + 9 + face.capHeight, color: Theme.muted, anchor: .center)
      }
    }
    if plot.hasYLabels, area.bottom == plots[plots.count - 1].area.bottom, !chart.xTitle.isEmpty {
      let baseline = height - margin
      picture.draw(
        face.fitted(chart.xTitle, width - 2 * margin), face, x: (plots[0].area.left + width - margin) / 2,
        baseline: baseline,
        color: Theme.muted, anchor: .center)
    }
  }
}
