/// Words on the map: the names of classes where they are densest, and the captions of highlighted points.
extension PopulationPlot {
  /// More classes than this are named by the legend alone.
  private static let mostLabels = 40

  func drawClassLabels(
    _ classes: [Int], _ names: [String], _ dots: PopulationDots, _ frame: PopulationFrame, on picture: inout RGBImage
  ) {
    guard names.count <= Self.mostLabels else { return }
    var members = [[Int]](repeating: [], count: names.count)
    for (i, label) in classes.enumerated() where label >= 0 { members[label].append(i) }
    var taken: [Area] = []
    let face = frame.face(15, bold: true)
    for label in names.indices.sorted(by: {
      members[$0].count != members[$1].count ? members[$0].count > members[$1].count : $0 < $1
    }) {
      guard let middle = densest(members[label].map { dots.places[$0] }, in: frame.map) else { continue }
      let name = face.fitted(names[label], frame.scaled(220))
      let (width, height) = (face.width(of: name) + frame.scaled(38), frame.scaled(30))
      guard let area = free(around: middle, width: width, height: height, taken, in: frame.map) else { continue }
      taken.append(area)
      let color = Palette.color(label)
      picture.pill(area, radius: Float(height) / 2, Theme.page, alpha: 0.86, border: color.mixed(with: Theme.page, 0.45))
      let centerY = Float(area.top + area.bottom) / 2
      picture.disc(Point(Float(area.left + frame.scaled(15)), centerY), radius: 4.6 * frame.unit, color)
      picture.draw(name, face, x: area.left + frame.scaled(26), baseline: Int(centerY) + (face.capHeight + 1) / 2)
    }
  }

  func drawHighlights(_ dots: PopulationDots, _ frame: PopulationFrame, on picture: inout RGBImage) {
    guard let first = highlights.first else { return }
    for highlight in highlights.dropFirst() {
      picture.stroke(
        [dots.places[first.index], dots.places[highlight.index]], thickness: 1.2 * frame.unit, Theme.ink, alpha: 0.4,
        clip: frame.map)
    }
    var taken: [Area] = []
    for (rank, highlight) in highlights.enumerated().reversed() {
      let place = dots.places[highlight.index]
      let radius = max(dots.radii[highlight.index], 4 * frame.unit)
      picture.disc(place, radius: radius, dots.colors[highlight.index], clip: frame.map)
      picture.ring(
        place, radius: radius + 3 * frame.unit, thickness: (rank == 0 ? 3 : 1.8) * frame.unit, rank == 0 ? .white : Theme.accent,
        clip: frame.map)
      let reach = Int(radius + 6 * frame.unit)
      taken.append(Area(x: Int(place.x) - reach, y: Int(place.y) - reach, width: 2 * reach, height: 2 * reach))
    }
    for (rank, highlight) in highlights.enumerated() where !highlight.caption.isEmpty {
      let face = frame.face(rank == 0 ? 15 : 13, bold: rank == 0)
      let caption = face.fitted(highlight.caption, frame.scaled(320))
      let (width, height) = (face.width(of: caption) + frame.scaled(16), face.capHeight + frame.scaled(14))
      let place = dots.places[highlight.index]
      let beside = Point(place.x + Float(width) / 2 + 14 * frame.unit, place.y)
      guard let area = free(around: beside, width: width, height: height, taken, in: frame.map) else { continue }
      taken.append(area)
      picture.pill(area, radius: 5 * frame.unit, Theme.panel, alpha: 0.92, border: rank == 0 ? Theme.ink : Theme.line)
      picture.draw(caption, face, x: area.left + frame.scaled(8), baseline: area.bottom - (height - face.capHeight) / 2)
    }
  }

  /// The middle of the points in the fullest part of the map: unlike a mean, it lies among them.
  private func densest(_ points: [Point], in map: Area) -> Point? {
    let cell = max(Float(max(map.width, map.height)) / 24, 1)
    var counts: [SIMD2<Int32>: Int] = [:]
    func home(_ point: Point) -> SIMD2<Int32> { SIMD2(Int32(point.x / cell), Int32(point.y / cell)) }
    for point in points { counts[home(point), default: 0] += 1 }
    func around(_ cell: SIMD2<Int32>) -> Int {
      var sum = 0
      for y in Int32(-1)...1 { for x in Int32(-1)...1 { sum += counts[cell &+ SIMD2(x, y)] ?? 0 } }
      return sum
    }
    let ranked: [(cell: SIMD2<Int32>, count: Int)] = counts.keys.map { ($0, around($0)) }
    let best = ranked.min { a, b in
      a.count != b.count ? a.count > b.count : a.cell.y != b.cell.y ? a.cell.y < b.cell.y : a.cell.x < b.cell.x
    }
    guard let best = best?.cell else { return nil }
    let near = points.filter {
      let away = home($0) &- best
      return abs(away.x) <= 1 && abs(away.y) <= 1
    }
    return near.reduce(Point(0, 0), +) / Float(near.count)
  }

  /// A free area near `middle` inside of the map: there, or above, below and beside it.
  private func free(around middle: Point, width: Int, height: Int, _ taken: [Area], in map: Area) -> Area? {
    for step in 0..<40 {
      let away = (step + 1) / 2 * (step % 2 == 0 ? 1 : -1) * (height + 3)
      let top = min(max(Int(middle.y) - height / 2 + away, map.top + 2), map.bottom - height - 2)
      for shift in [0, -width * 3 / 4, width * 3 / 4] {
        let left = min(max(Int(middle.x) - width / 2 + shift, map.left + 2), map.right - width - 2)
        let area = Area(x: left, y: top, width: width, height: height)
        if map.contains(area), !taken.contains(where: { $0.overlaps(area) }) { return area }
      }
    }
    return nil
  }
}
