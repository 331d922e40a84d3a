/// A box on an image, in pixels of the image from its upper left corner.
public struct LabeledBox: Hashable, Sendable {
  public var x: Float
  public var y: Float
  public var width: Float
  public var height: Float
  /// A place in the names.
  public var label: Int
  /// How sure the box is, 0...1; nil where that was not said.
  public var score: Float?
  public init(x: Float, y: Float, width: Float, height: Float, label: Int, score: Float? = nil) {
    (self.x, self.y, self.width, self.height, self.label, self.score) = (x, y, width, height, label, score)
  }
}

struct BoxesPicture {
  var image: ImagePayload
  var boxes: [LabeledBox]
  var names: [String]

  func drawn(_ check: PayloadCheck, width: Int, background: Color) throws -> RGBImage {
    var picture = try image.drawn(check, width: width)
    for (i, box) in boxes.enumerated() {
      try check.finite("boxes[\(i)]", [box.x, box.y, box.width, box.height])
      try check.require(box.width > 0 && box.height > 0, "boxes[\(i)]", "is \(box.width) wide and \(box.height) high")
      let isInside =
        box.x >= -0.5 && box.y >= -0.5 && box.x + box.width <= Float(image.width) + 0.5
        && box.y + box.height <= Float(image.height) + 0.5
      try check.require(
        isInside, "boxes[\(i)]",
        "from (\(box.x), \(box.y)), \(box.width) x \(box.height), leaves the image of \(image.width) x \(image.height)")
      try check.require(
        names.indices.contains(box.label), "boxes[\(i)].label", "is \(box.label), and there are \(names.count) names")
      try check.require(
        box.score.map { (0...1).contains($0) } ?? true, "boxes[\(i)].score", "is \(box.score ?? 0), not within 0...1")
    }
    let zoom = Float(picture.width / image.width)
    let face = Typeface(12, bold: true)
    for box in boxes {
      let color = Palette.color(box.label)
      let area = Area(
        left: Int(box.x * zoom), top: Int(box.y * zoom), right: Int((box.x + box.width) * zoom),
        bottom: Int((box.y + box.height) * zoom))
      picture.frame(area, color, thickness: 2)
      let words = names[box.label] + (box.score.map { " " + Figures.percent(Double($0), decimals: 0) } ?? "")
      let text = face.fitted(words, min(160, picture.width - 12))
      let (wide, high) = (face.width(of: text) + 10, face.capHeight + 9)
      // Above the box where there is room, else within it.
      let left = max(0, min(area.left, picture.width - wide))
      let top = area.top >= high ? area.top - high : area.top
      picture.fill(Area(x: left, y: top, width: wide, height: high), color)
      picture.draw(text, face, x: left + 5, baseline: top + high - 5, color: color.readable)
    }
    return picture.above(LabelKey(labels: boxes.map(\.label), names: names), width: width, background)
  }
}
