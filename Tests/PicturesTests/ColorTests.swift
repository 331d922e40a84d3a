import Foundation
import Pictures
import Testing

@Suite struct ColorTests {
  @Test func wordsCanBeRead() {
    for page in [Theme.page, Theme.panel] {
      for ink in [Theme.ink, Theme.muted, Theme.accent, Theme.good, Theme.bad] { #expect(ink.contrast(with: page) >= 4.5) }
    }
    #expect(abs(Color.white.contrast(with: .black) - 21) < 1e-9)
    #expect(Theme.ink.contrast(with: Theme.page) == Theme.page.contrast(with: Theme.ink))
  }

  @Test func anyColorCanBeWrittenOn() {
    for red in stride(from: 0, through: 255, by: 17) {
      for green in stride(from: 0, through: 255, by: 17) {
        for blue in stride(from: 0, through: 255, by: 51) {
          let color = Color(UInt8(red), UInt8(green), UInt8(blue))
          #expect(color.readable.contrast(with: color) >= 4.5)
        }
      }
    }
  }

  @Test func classesDifferFromEachOtherAndFromThePage() {
    let colors = (0..<30).map { Palette.color($0) }
    #expect(Set(colors).count == 30)
    for color in colors { #expect(color.contrast(with: Theme.page) >= 2.2) }
    for color in Palette.ten { #expect(color.contrast(with: Theme.page) >= 4.5) }
    #expect(Palette.color(30) == Palette.color(0) && Palette.color(999) == Palette.color(9 + 30 * 33))
  }

  /// Even steps of a number are even steps to the eye: CIELAB distances of neighbors vary little and lightness rises all the way.
  @Test(arguments: [ColorRamp.sequential, .ember, .ice])
  func rampsAreEven(_ ramp: ColorRamp) {
    let points = (0...32).map { lab(ramp.color(Float($0) / 32)) }
    let steps = zip(points, points.dropFirst()).map { a, b in
      (pow(a.l - b.l, 2) + pow(a.a - b.a, 2) + pow(a.b - b.b, 2)).squareRoot()
    }
    let rises = zip(points, points.dropFirst()).map { $1.l - $0.l }
    #expect(rises.allSatisfy { $0 > 0 })
    let mean = steps.reduce(0, +) / Double(steps.count)
    let spread = (steps.reduce(0) { $0 + pow($1 - mean, 2) } / Double(steps.count)).squareRoot() / mean
    #expect(spread < 0.25, "varies by \(spread)")
    #expect(points[32].l - points[0].l > 55)
  }

  @Test func signedRampIsEquallyStrongOnBothSides() {
    for value: Float in [0.25, 0.5, 0.75, 1] {
      let (minus, plus) = (lab(ColorRamp.diverging.color(-value)), lab(ColorRamp.diverging.color(value)))
      #expect(abs(minus.l - plus.l) < 7, "\(value): \(minus.l) and \(plus.l)")
      #expect(minus.b < 0 && plus.b > 0)
    }
    let lightness = (0...16).map { lab(ColorRamp.diverging.color(Float($0) / 16)).l }
    #expect(zip(lightness, lightness.dropFirst()).allSatisfy { $0 > $1 })
  }

  /// CIELAB of sRGB under D65 (CIE 15:2004).
  private func lab(_ color: Color) -> (l: Double, a: Double, b: Double) {
    let (r, g, b) = (linear(color.red), linear(color.green), linear(color.blue))
    func f(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    let x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
    let y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
    let z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))
  }
  private func linear(_ part: UInt8) -> Double {
    let value = Double(part) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
}
