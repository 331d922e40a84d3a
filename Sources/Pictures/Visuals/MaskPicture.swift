/// An image under the colors of its labels, with an outline around each region and the names below.
struct MaskPicture {
  var image: ImagePayload
  /// The label of each pixel, `[height, width]`.
  var labels: [Int]
  var names: [String]

  func drawn(_ check: PayloadCheck, width: Int, background: Color) throws -> RGBImage {
    var picture = try image.drawn(check, width: width)
    let (columns, rows) = (image.width, image.height)
    try check.require(labels.count == columns * rows, "labels", "has \(labels.count) values for an image of \(rows) x \(columns)")
    try check.labels("labels", labels, names: names.count)
    let zoom = picture.width / columns
    func label(_ x: Int, _ y: Int) -> Int { labels[min(y, rows - 1) * columns + min(x, columns - 1)] }
    for y in 0..<rows {
      for x in 0..<columns where label(x, y) >= 0 {
        let (color, here) = (Palette.color(label(x, y)), label(x, y))
        let area = Area(x: x * zoom, y: y * zoom, width: zoom, height: zoom)
        picture.fill(area, color, alpha: 0.5)
        guard zoom > 2 else { continue }
        let sides = [
          (x > 0 && label(x - 1, y) == here, Area(x: area.left, y: area.top, width: 1, height: zoom)),
          (x < columns - 1 && label(x + 1, y) == here, Area(x: area.right - 1, y: area.top, width: 1, height: zoom)),
          (y > 0 && label(x, y - 1) == here, Area(x: area.left, y: area.top, width: zoom, height: 1)),
          (y < rows - 1 && label(x, y + 1) == here, Area(x: area.left, y: area.bottom - 1, width: zoom, height: 1)),
        ]
        for (isSame, edge) in sides where !isSame { picture.fill(edge, color) }
      }
    }
    return picture.above(LabelKey(labels: labels, names: names), width: width, background)
  }
}

/// The names of those labels that occur.
struct LabelKey {
  var labels: [Int]
  var names: [String]

  func drawn(width: Int, on background: Color) -> RGBImage? {
    let used = Set(labels).filter { $0 >= 0 }.sorted()
    guard !used.isEmpty else { return nil }
    let legend = ChartLegend(used.map { names[$0] }, width: width) { Palette.color(used[$0]) }
    var picture = RGBImage(width: width, height: legend.height, fill: background)
    legend.draw(x: 0, y: 0, on: &picture)
    return picture
  }
}

extension RGBImage {
  /// This picture and another one below it, both from the left.
  func above(_ other: RGBImage, gap: Int, _ background: Color) -> RGBImage {
    var both = RGBImage(width: max(width, other.width), height: height + gap + other.height, fill: background)
    both.draw(self, x: 0, y: 0)
    both.draw(other, x: 0, y: height + gap)
    return both
  }
  func above(_ key: LabelKey, width limit: Int, _ background: Color) -> RGBImage {
    guard let names = key.drawn(width: max(width, limit), on: background) else { return self }
    return above(names, gap: 12, background)
  }
}
