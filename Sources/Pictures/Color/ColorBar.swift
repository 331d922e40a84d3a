/// What the colors of a heat map mean: the ramp with its lowest, middle and highest value.
public struct ColorBar: Hashable, Sendable {
  public var isSigned: Bool
  /// The value of the strongest color.
  public var scale: Float
  public init(isSigned: Bool, scale: Float) {
    self.isSigned = isSigned
    self.scale = scale
  }
  public init(_ style: HeatMapStyle) { self.init(isSigned: style.isSigned, scale: style.scale) }

  /// A narrower one has no room for its numbers.
  static let least = 220
  static let height = thickness + 7 + Typeface.small.capHeight
  private static let thickness = 12

  /// The labels at the left, in the middle and at the right.
  package var labels: [String] {
    func text(_ value: Float) -> String { Figures.short(Double(value)) }
    return isSigned ? [text(-scale), "0", text(scale)] : ["0", text(scale / 2), text(scale)]
  }

  func drawn(width: Int, page: Color = Theme.page) -> RGBImage {
    let width = max(width, 2)
    var picture = RGBImage(width: width, height: Self.height, fill: page)
    picture.drawRamp(isSigned ? .diverging : .sequential, in: Area(x: 0, y: 0, width: width, height: Self.thickness))
    for (i, label) in labels.enumerated() {
      let room = width - Typeface.small.width(of: label)
      picture.draw(label, .small, x: room * i / 2, baseline: Self.height, color: Theme.muted)
    }
    return picture
  }
}

extension RGBImage {
  /// All colors of a ramp, from the left to the right.
  mutating func drawRamp(_ ramp: ColorRamp, in area: Area) {
    for x in area.left..<area.right {
      let place = Float(x - area.left) / Float(max(area.width - 1, 1))
      let color = ramp.color(ramp.range.lowerBound + place * (ramp.range.upperBound - ramp.range.lowerBound))
      for y in area.top..<area.bottom { self[x, y] = color }
    }
  }
}
