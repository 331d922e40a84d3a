import Core

/// 8 bits each of red, green and blue (sRGB).
public struct Color: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
  /// E.g. `Color(0x440154)`.
  init(_ hex: UInt32) {
    self.init(UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
  }
  public static let black = Color(0, 0, 0)
  public static let white = Color(255, 255, 255)

  /// This colour under `share` (0...1) of `other`.
  func mixed(with other: Color, _ share: Float) -> Color {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8((Float(a) + (Float(b) - Float(a)) * share).rounded()) }
    return Color(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }
}

/// Pixels, row after row from the top, 3 bytes each.
public struct RGBImage: Hashable, Sendable {
  public let width: Int
  public let height: Int
  public private(set) var pixels: [UInt8]

  /// - Precondition: both sizes are above 0.
  public init(width: Int, height: Int, fill: Color = .black) {
    precondition(width > 0 && height > 0, "an image of \(width) x \(height)")
    self.width = width
    self.height = height
    pixels = [UInt8](repeating: 0, count: 3 * width * height)
    if fill != .black { for y in 0..<height { for x in 0..<width { self[x, y] = fill } } }
  }

  /// - Precondition: `x` and `y` are inside.
  public subscript(x: Int, y: Int) -> Color {
    get {
      let i = 3 * (y * width + x)
      return Color(pixels[i], pixels[i + 1], pixels[i + 2])
    }
    set {
      let i = 3 * (y * width + x)
      pixels[i] = newValue.red
      pixels[i + 1] = newValue.green
      pixels[i + 2] = newValue.blue
    }
  }

  /// Draws another image with its corner at `x`, `y`; what lies outside is left out.
  public mutating func draw(_ image: RGBImage, x: Int, y: Int) {
    for row in max(0, -y)..<max(max(0, -y), min(image.height, height - y)) {
      for column in max(0, -x)..<max(max(0, -x), min(image.width, width - x)) {
        self[x + column, y + row] = image[column, row]
      }
    }
  }
}
