import Foundation

/// What the colours of a heat map mean: the ramp with its lowest, middle and highest value.
public struct ColorBar: Hashable, Sendable {
  public var isSigned: Bool
  /// The value of the strongest colour.
  public var scale: Float
  public init(isSigned: Bool, scale: Float) {
    self.isSigned = isSigned
    self.scale = scale
  }
  public init(_ style: HeatMapStyle) { self.init(isSigned: style.isSigned, scale: style.scale) }

  static let height = 12 + 4 + RGBImage.textHeight(zoom: zoom)
  /// A narrower one has no room for its numbers.
  static let least = 220
  private static let zoom = 2

  /// At the left, in the middle and at the right.
  package var labels: [String] {
    func text(_ value: Float) -> String { value == 0 ? "0" : String(format: "%.3g", Double(value)) }
    return isSigned ? [text(-scale), "0", text(scale)] : ["0", text(scale / 2), text(scale)]
  }

  func drawn(width: Int, page: Color, ink: Color) -> RGBImage {
    let width = max(width, 2)
    var picture = RGBImage(width: width, height: Self.height, fill: page)
    let ramp: ColorRamp = isSigned ? .diverging : .sequential
    for x in 0..<width {
      let place = Float(x) / Float(width - 1)
      let color = ramp.color(ramp.range.lowerBound + place * (ramp.range.upperBound - ramp.range.lowerBound))
      for y in 0..<12 { picture[x, y] = color }
    }
    for (i, label) in labels.enumerated() {
      let room = width - RGBImage.width(of: label, zoom: Self.zoom)
      picture.draw(label, x: room * i / 2, y: 16, color: ink, zoom: Self.zoom)
    }
    return picture
  }
}
