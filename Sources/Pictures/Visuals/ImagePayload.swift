/// An image from a visualizer: [channels, height, width] with 1 channel (gray) or 3 (red, green, blue).
public struct ImagePayload: Hashable, Sendable {
  public var values: [Float]
  public var shape: [Int]
  /// What is drawn black and what white.
  public var range: ClosedRange<Float>

  public init(values: [Float], shape: [Int], range: ClosedRange<Float> = 0...1) {
    (self.values, self.shape, self.range) = (values, shape, range)
  }

  var height: Int { shape[1] }
  var width: Int { shape[2] }
  /// The mean of the channels.
  var plane: Plane { Plane(meanOf: values, channels: shape[0], height: height, width: width) }

  func check(_ check: PayloadCheck) throws {
    try check.shape("image", shape, dimensions: 3, count: values.count)
    try check.require(shape[0] == 1 || shape[0] == 3, "image", "has \(shape[0]) channels; 1 and 3 can be drawn")
    try check.require(
      range.lowerBound < range.upperBound && range.upperBound.isFinite && range.lowerBound.isFinite, "range", "is empty")
    try check.range("image", values, range)
  }

  /// Each pixel as a square of `zoom` pixels (nearest neighbor), where `zoom` is what fits into the width, at least 1.
  func drawn(_ check: PayloadCheck, width limit: Int) throws -> RGBImage {
    try self.check(check)
    var picture = RGBImage(width: width, height: height)
    let size = width * height
    func byte(_ i: Int) -> UInt8 {
      let share = (values[i] - range.lowerBound) / (range.upperBound - range.lowerBound)
      return UInt8((min(max(share, 0), 1) * 255).rounded())
    }
    for i in 0..<size {
      let green = shape[0] == 3 ? size + i : i
      picture[i % width, i / width] = Color(byte(i), byte(green), byte(shape[0] == 3 ? 2 * size + i : i))
    }
    return picture.zoomed(max(1, limit / width))
  }
}
