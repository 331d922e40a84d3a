import CPNG
import Core

/// The pixels of a PNG file, gray or RGB, 8 bits each.
public struct PNGPixels: Sendable {
  public let width: Int
  public let height: Int
  /// The number of channels, 1 or 3.
  public let channels: Int
  /// The pixels `[height, width, channels]`, 0 to 255.
  public let bytes: [UInt8]

  private static let largestSide = 4096

  /// - Parameters:
  ///   - channels: 1 makes gray of colors, 3 colors of gray; what is transparent becomes black.
  ///   - name: of the file, for errors.
  public init(_ file: [UInt8], channels: Int, name: String) throws {
    func wrong(_ problem: String) -> LeapError {
      LeapError(.data, doing: "reading '\(name)'", problem: problem, remedy: "give a PNG of the size of the data set's images")
    }
    guard channels == 1 || channels == 3 else { throw wrong("a PNG has no \(channels) channels") }
    var (columns, lines, hasColors) = (UInt32(0), UInt32(0), Int32(0))
    guard leap_png_header(file, file.count, &columns, &lines, &hasColors) == 1 else { throw wrong("it is no PNG") }
    guard columns > 0, lines > 0, max(columns, lines) <= Self.largestSide else {
      throw wrong("it has \(columns) x \(lines) pixels, and at most \(Self.largestSide) a side are read")
    }
    (width, height, self.channels) = (Int(columns), Int(lines), channels)
    var pixels = [UInt8](repeating: 0, count: width * height * channels)
    let size = pixels.count
    guard leap_png_decode(file, file.count, Int32(channels), &pixels, size) == 1 else { throw wrong("it is cut off or damaged") }
    bytes = pixels
  }

  /// The pixels `[channels, height, width]`, 0 to 1.
  public var planes: [Float] {
    (0..<channels).flatMap { c in (0..<height * width).map { Float(bytes[$0 * channels + c]) / 255 } }
  }
}
