import Foundation

/// A color of 8 bits each of red, green and blue (sRGB).
public struct Color: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
  /// E.g. `Color(0x440154)`; bits above the lowest 24 are left out.
  public init(_ hex: UInt32) {
    self.init(UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
  }
  public static let black = Color(0, 0, 0)
  public static let white = Color(255, 255, 255)

  /// This color under `share` (0...1) of `other`.
  func mixed(with other: Color, _ share: Float) -> Color {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 { UInt8((Float(a) + (Float(b) - Float(a)) * share).rounded()) }
    return Color(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }

  /// Relative luminance, 0...1 (WCAG 2.2).
  public var luminance: Double {
    func linear(_ part: UInt8) -> Double {
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast with another color, from 1 to 21 (WCAG 2.2); text wants 4.5 or more.
  public func contrast(with other: Color) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Black or white, whichever is easier to read on this color; its contrast is at least 4.5 on any.
  public var readable: Color { contrast(with: .white) >= contrast(with: .black) ? .white : .black }
}
