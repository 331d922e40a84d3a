import CPNG
import Core

extension RGBImage {
  /// The bytes of a PNG file.
  public func png() throws -> [UInt8] {
    // libpng does not say beforehand how much it needs; this is what deflate needs at the worst, and the chunks around it.
    let raw = (3 * width + 1) * height
    var size = raw + raw / 500 + 4096
    var bytes = [UInt8](repeating: 0, count: size)
    guard let columns = UInt32(exactly: width), let lines = UInt32(exactly: height),
      leap_png_encode(pixels, columns, lines, &bytes, &size) == 1
    else {
      throw LeapError(.system, doing: "making a PNG of \(width) x \(height)", problem: "libpng cannot encode it")
    }
    bytes.removeLast(bytes.count - size)
    return bytes
  }
}
