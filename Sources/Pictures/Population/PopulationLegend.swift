import Foundation

/// The header and what stands at the right of a population map.
extension PopulationPlot {
  func drawLegend(_ dots: PopulationDots, _ frame: PopulationFrame, on picture: inout RGBImage) {
    let (legend, margin) = (frame.legend, frame.scaled(24))
    picture.fill(Area(left: 0, top: 0, right: frame.width, bottom: frame.header.bottom - 1), Theme.page)
    picture.fill(legend, Theme.panel)
    picture.fill(Area(left: 0, top: frame.header.bottom - 1, right: frame.width, bottom: frame.header.bottom), Theme.line)
    picture.fill(Area(left: legend.left, top: legend.top, right: legend.left + 1, bottom: legend.bottom), Theme.line)

    let (large, body) = (frame.face(22, bold: true), frame.face(15))
    let baseline = (frame.header.height + large.capHeight) / 2
    let heading = large.fitted(title, frame.width - 2 * margin)
    picture.draw(heading, large, x: margin, baseline: baseline)
    let after = margin + large.width(of: heading) + margin
    let second = subtitle.isEmpty ? "\(Figures.count(x.count)) samples" : subtitle
    picture.draw(body.fitted(second, frame.width - margin - after), body, x: after, baseline: baseline, color: Theme.muted)

    let inside = Area(
      left: legend.left + margin, top: legend.top + margin, right: legend.right - margin, bottom: legend.bottom - margin)
    let below = dots.largestSize > 0 ? frame.scaled(110) : 0
    var top = inside.top
    switch coloring {
    case .classes(let classes, let names):
      top = drawClasses(
        classes, names, Area(left: inside.left, top: top, right: inside.right, bottom: inside.bottom - below), frame, on: &picture
      )
    case .values(_, let name, let isLog): top = drawRamp(name, isLog, dots, inside, frame, on: &picture)
    }
    if below > 0 {
      drawSizes(dots, Area(left: inside.left, top: top, right: inside.right, bottom: inside.bottom), frame, on: &picture)
    }
  }

  /// - Returns: where the next part may begin.
  private func drawClasses(
    _ classes: [Int], _ names: [String], _ area: Area, _ frame: PopulationFrame, on picture: inout RGBImage
  ) -> Int {
    let (face, small) = (frame.face(15), frame.face(13))
    var counts = [Int](repeating: 0, count: names.count + 1)
    for label in classes { counts[label + 1] += 1 }
    let means = self.means(classes, slots: names.count + 1)
    let areAllSmall = means.compactMap(\.self).allSatisfy { $0 < 0.01 }
    // Class -1 has its place at 0 and comes last.
    let slots = (names.isEmpty ? [] : Array(1...names.count)) + (counts[0] > 0 ? [0] : [])
    let row = face.lineHeight + frame.scaled(5)
    let room = max(1, (area.height - 2 * row) / row)
    let shown =
      slots.count <= room
      ? slots : Array(slots.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }.prefix(room - 1))
    let mean = small.fitted("mean \(sizeName)", frame.scaled(130))
    let meanLeft = sizes.isEmpty ? area.right : area.right - max(frame.scaled(62), small.width(of: mean)) - frame.scaled(14)

    var baseline = area.top + small.capHeight
    picture.draw("CLASS", frame.face(13, bold: true), x: area.left, baseline: baseline, color: Theme.muted)
    picture.draw("samples", small, x: meanLeft, baseline: baseline, color: Theme.muted, anchor: .right)
    if !sizes.isEmpty {
      picture.draw(mean, small, x: area.right, baseline: baseline, color: Theme.muted, anchor: .right)
    }
    baseline += frame.scaled(4)
    for slot in shown {
      baseline += row
      let color = slot == 0 ? Theme.muted : Palette.color(slot - 1)
      picture.disc(
        Point(Float(area.left) + 6 * frame.unit, Float(baseline) - Float(face.capHeight) / 2), radius: 5.6 * frame.unit, color)
      let count = Figures.count(counts[slot])
      let name = face.fitted(
        slot == 0 ? "unlabeled" : names[slot - 1], meanLeft - area.left - frame.scaled(36) - face.width(of: count))
      picture.draw(name, face, x: area.left + frame.scaled(24), baseline: baseline)
      picture.draw(count, face, x: meanLeft, baseline: baseline, color: Theme.muted, anchor: .right)
      if let mean = means[slot] {
        let figure = areAllSmall ? Figures.short(mean, digits: 2) : Figures.fixed(mean, step: 0.001)
        picture.draw(figure, face, x: area.right, baseline: baseline, color: Theme.muted, anchor: .right)
      }
    }
    if shown.count < slots.count {
      baseline += row
      let hidden = slots.count - shown.count
      let rest = x.count - shown.reduce(0) { $0 + counts[$1] }
      picture.draw(
        face.fitted(
          "and \(Figures.count(hidden)) more",
          meanLeft - area.left - frame.scaled(36) - face.width(of: Figures.count(rest))), face,
        x: area.left + frame.scaled(24), baseline: baseline, color: Theme.muted)
      picture.draw(Figures.count(rest), face, x: meanLeft, baseline: baseline, color: Theme.muted, anchor: .right)
    }
    return baseline + frame.scaled(44)
  }

  /// The mean size of each class, at its number + 1, over the samples whose size is known; nil where there are none.
  func means(_ classes: [Int], slots: Int) -> [Double?] {
    var sums = [(sum: Double, count: Double)](repeating: (0, 0), count: slots)
    for (label, size) in zip(classes, sizes) {
      guard let size else { continue }
      sums[label + 1].sum += Double(size)
      sums[label + 1].count += 1
    }
    return sums.map { $0.count > 0 ? $0.sum / $0.count : nil }
  }

  private func drawRamp(
    _ name: String, _ isLog: Bool, _ dots: PopulationDots, _ area: Area, _ frame: PopulationFrame, on picture: inout RGBImage
  ) -> Int {
    let small = frame.face(13)
    var baseline = area.top + small.capHeight
    let bold = frame.face(13, bold: true)
    picture.draw(
      bold.fitted(name.uppercased() + (isLog ? " (LOG)" : ""), area.width), bold, x: area.left, baseline: baseline,
      color: Theme.muted)
    let top = baseline + frame.scaled(12)
    picture.drawRamp(.ember, in: Area(left: area.left, top: top, right: area.right, bottom: top + frame.scaled(12)))
    baseline = top + frame.scaled(20) + small.capHeight
    let (low, high) = (Double(dots.colorScale.low), Double(dots.colorScale.high))
    let middle = isLog ? (low * high).squareRoot() : (low + high) / 2
    picture.draw("≤ " + Figures.short(low, digits: 2), small, x: area.left, baseline: baseline, color: Theme.muted)
    picture.draw(
      Figures.short(middle, digits: 2), small, x: (area.left + area.right) / 2, baseline: baseline, color: Theme.muted,
      anchor: .center)
    picture.draw(
      "≥ " + Figures.short(high, digits: 2), small, x: area.right, baseline: baseline, color: Theme.muted, anchor: .right)
    return baseline + frame.scaled(44)
  }

  private func drawSizes(_ dots: PopulationDots, _ area: Area, _ frame: PopulationFrame, on picture: inout RGBImage) {
    let (small, bold) = (frame.face(13), frame.face(13, bold: true))
    picture.draw(
      bold.fitted("DOT SIZE = \(sizeName.uppercased())", area.width), bold, x: area.left, baseline: area.top, color: Theme.muted)
    let middle = area.top + frame.scaled(28)
    for step in 0..<5 {
      let share = Float(step) / 4
      let size = dots.largestSize * share * share
      let x = area.left + frame.scaled(14) + step * (area.width - frame.scaled(36)) / 4
      picture.disc(Point(Float(x), Float(middle)), radius: dots.radius(of: size), Theme.ink)
      let label = (step == 4 ? "≥ " : "") + Figures.short(Double(size), digits: 2)
      picture.draw(label, small, x: x, baseline: middle + frame.scaled(20) + small.capHeight, color: Theme.muted, anchor: .center)
    }
  }
}
