import Pictures
import Testing

@Suite struct RampTests {
  @Test func divergingIsWhiteAtZeroAndSymmetric() {
    let ramp = ColorRamp.diverging
    #expect(ramp.color(0) == Color(0xF7, 0xF7, 0xF7))
    #expect(ramp.color(-1) == Color(0x1F, 0x6B, 0xE0))
    #expect(ramp.color(1) == Color(0xDE, 0x2D, 0x1A))
    #expect(ramp.color(0.5).red > ramp.color(0.5).blue)
    #expect(ramp.color(-0.5).blue > ramp.color(-0.5).red)
  }

  @Test func sequentialGetsLighterAllTheWay() {
    func lightness(_ value: Float) -> Double {
      let color = ColorRamp.sequential.color(value)
      return 0.2126 * Double(color.red) + 0.7152 * Double(color.green) + 0.0722 * Double(color.blue)
    }
    let steps = (0...50).map { lightness(Float($0) / 50) }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
    #expect(ColorRamp.sequential.color(0) == Color(0x44, 0x01, 0x54))
    #expect(ColorRamp.sequential.color(1) == Color(0xFD, 0xE7, 0x25))
  }

  @Test func oddValuesGetAColor() {
    for ramp in [ColorRamp.diverging, .sequential] {
      #expect(ramp.color(.infinity) == ramp.color(1))
      #expect(ramp.color(-.infinity) == ramp.color(-1))
      #expect(ramp.color(.nan) == ramp.color(0))
    }
  }
}
