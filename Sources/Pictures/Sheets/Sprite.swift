import CPNG
import Core

/// Many small images as one picture: tiles left to right and top to bottom, without gaps, for a page that cuts them out again.
public struct Sprite: Sendable {
  public static let tilesPerRow = 32

  public let width: Int
  public let height: Int
  /// The number of channels: 1 gray, 3 red, green and blue.
  private let channels: Int
  private var pixels: [UInt8]

  /// - Parameters:
  ///   - images: `[n, channels, height, width]`, 0 black to 1 white; values beyond are cut, NaN is black.
  ///   - shape: `[channels, height, width]`; 1 channel is gray, 3 are colors, of others the first is shown.
  ///   - scale: each pixel as a square of so many.
  /// - Precondition: there is an image, and no size is 0.
  public init(_ images: [Float], shape: [Int], scale: Int = 1) {
    let (planes, high, wide) = (shape[0], shape[1], shape[2])
    let count = images.count / (planes * high * wide)
    precondition(count > 0 && scale > 0 && images.count == count * planes * high * wide, "\(images.count) values of \(shape)")
    let across = min(count, Self.tilesPerRow)
    (width, height) = (across * wide * scale, (count + across - 1) / across * high * scale)
    channels = planes == 3 ? 3 : 1
    pixels = [UInt8](repeating: 0, count: width * height * channels)
    for tile in 0..<count {
      let (left, top) = (tile % across * wide * scale, tile / across * high * scale)
      for plane in 0..<channels {
        let start = (tile * planes + plane) * high * wide
        for y in 0..<high * scale {
          let (from, to) = (start + y / scale * wide, (top + y) * width + left)
          for x in 0..<wide * scale { pixels[(to + x) * channels + plane] = Self.byte(images[from + x / scale]) }
        }
      }
    }
  }

  private static func byte(_ value: Float) -> UInt8 { value > 0 ? UInt8((min(value, 1) * 255).rounded()) : 0 }

  /// The bytes of a PNG file, made fast rather than small.
  public func png() throws -> [UInt8] {
    // What deflate needs at the worst, and the chunks around it.
    let raw = (channels * width + 1) * height
    var size = raw + raw / 500 + 4096
    var bytes = [UInt8](repeating: 0, count: size)
    guard let columns = UInt32(exactly: width), let lines = UInt32(exactly: height),
      leap_png_encode_pixels(pixels, Int32(channels), 1, columns, lines, &bytes, &size) == 1
    else {
      throw LeapError(.system, doing: "making a PNG of \(width) x \(height)", problem: "libpng cannot encode it")
    }
    bytes.removeLast(bytes.count - size)
    return bytes
  }
}
