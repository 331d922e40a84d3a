import Foundation
@testable import Pictures
import Testing

@Suite struct ScaleTests {
  let ranges: [(Double, Double)] = [
    (0, 1), (0, 0.083), (-3, 7), (2, 2), (0, 0), (1e-9, 3e-9), (-1e12, 5e12), (999.5, 1000.5), (0, 1e300), (-1e300, 1e300),
    (Double.leastNonzeroMagnitude, 1),
  ]

  @Test func ticksAreOneTwoOrFiveTimesAPowerOfTen() {
    for (low, high) in ranges {
      let scale = Scale(covering: [low, high])
      let slack = 1e-9 * (high - low)
      #expect(scale.low <= low + slack && scale.high >= high - slack && scale.low < scale.high, "\(low)...\(high)")
      for most in [2, 3, 5, 8, 20] {
        let ticks = scale.ticks(atMost: most)
        #expect(!ticks.isEmpty && ticks.count <= most, "\(low)...\(high): \(ticks.count) of \(most)")
        #expect(
          ticks.allSatisfy { $0.value >= scale.low - 1e-6 * abs(scale.low) && $0.value <= scale.high + 1e-6 * abs(scale.high) })
        #expect(Set(ticks.map(\.label)).count == ticks.count, "\(ticks.map(\.label))")
        guard ticks.count > 1 else { continue }
        let step = ticks[1].value - ticks[0].value
        let mantissa = step / pow(10, log10(step).rounded(.down))
        #expect([1, 2, 5, 10].contains { abs($0 - mantissa) < 1e-3 }, "step \(step)")
      }
    }
  }

  @Test func labelsHaveTheDecimalsOfTheirStep() {
    #expect(Scale(covering: [0, 0.08]).ticks(atMost: 6).map(\.label) == ["0", "0.02", "0.04", "0.06", "0.08"])
    #expect(Scale(covering: [-10, 10]).ticks(atMost: 6).map(\.label) == ["−10", "−5", "0", "5", "10"])
    #expect(Scale(covering: [0, 70_000]).ticks(atMost: 5).map(\.label) == ["0", "20,000", "40,000", "60,000", "80,000"])
  }

  @Test func placesRunFromZeroToOne() {
    let scale = Scale(covering: [1, 3], widened: false)
    #expect(scale.place(1) == 0 && scale.place(2) == 0.5 && scale.place(3) == 1 && scale.place(5) == 2)
    #expect(Scale(covering: [3, 4], fromZero: true).low == 0)
    #expect(Scale(covering: [], fromZero: true).high > 0)
    #expect(Scale(covering: [.nan, .infinity]) == Scale(covering: []))
  }

  @Test func logarithmicScalesCoverPowersOfTen() {
    let scale = Scale(covering: [0.02, 3, 0, -1], isLog: true)
    #expect(abs(scale.low - 0.01) < 1e-12 && abs(scale.high - 10) < 1e-9)
    #expect(scale.ticks(atMost: 8).map(\.label) == ["0.01", "0.1", "1", "10"])
    #expect(abs(scale.place(0.1) - 1.0 / 3) < 1e-9 && scale.place(0) == 0 && scale.place(-5) == 0)
    for most in 2...9 { #expect(Scale(covering: [1e-12, 1e9], isLog: true).ticks(atMost: most).count <= most) }
    #expect(Scale(covering: [], isLog: true).ticks(atMost: 3).count >= 2)
    #expect(Scale(covering: [5], isLog: true).ticks(atMost: 3).count == 2)
  }

  @Test func figuresAreShort() {
    #expect(Figures.count(70_000) == "70,000" && Figures.count(-1_234_567) == "−1,234,567" && Figures.count(999) == "999")
    #expect(Figures.short(0.000123456) == "0.000123" && Figures.short(1.5e-9) == "1.5e−9" && Figures.short(2.5e12) == "2.5e12")
    #expect(Figures.short(1234) == "1,234" && Figures.short(0) == "0" && Figures.short(.nan) == "nan")
    #expect(Figures.percent(0.9816) == "98.2%")
  }
}
