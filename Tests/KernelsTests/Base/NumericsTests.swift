import Glibc
import Kernels
import Testing

@Suite struct NumericsTests {
  @Test func exponentialAndLogarithmAgreeWithTheCLibrary() {
    for i in -2000...2000 {
      let x = Double(i) * 0.3501
      #expect(abs(exponential(x) - exp(x)) <= 2e-15 * exp(x) || abs(x) > 700)
      let y = exp(x / 10)
      #expect(abs(logarithm(y) - log(y)) <= 1e-15 * max(1, abs(log(y))))
    }
    #expect(exponential(-1000) == 0 && exponential(1000) == .infinity && exponential(.nan).isNaN)
    #expect(logarithm(0) == -.infinity && logarithm(-1).isNaN && logarithm(.infinity) == .infinity)
    #expect(exponential(0) == 1 && logarithm(1) == 0)
    #expect(power(0.9, 0) == 1 && abs(power(0.999, 1000) - pow(0.999, 1000)) < 1e-13)
  }

  @Test func countersGiveEvenAndIndependentNumbers() {
    let random = CounterRandom(1, 2)
    let n = 100_000
    let values = (0..<n).map { Double(random.uniform(UInt64($0))) }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(values.reduce(0, +) / Double(n) - 0.5) < 0.005)
    let neighbors = zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } / Double(n)
    #expect(abs(neighbors) < 0.001)
    #expect(CounterRandom(1, 2).bits(5) == random.bits(5))
    #expect(CounterRandom(2, 1).bits(5) != random.bits(5))
  }

  @Test func dropoutKeepsTheRightShare() {
    for rate in [Float(0.1), 0.5, 0.9] {
      let kept = (0..<40_000).filter {
        Dropout.keeps(rate: rate, seed: 1, step: 2, layer: 3, sample: $0 / 400, index: $0 % 400, count: 400)
      }.count
      #expect(abs(Double(kept) / 40_000 - Double(1 - rate)) < 0.01)
    }
  }
}
