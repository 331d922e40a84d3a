import KernelTwins
import Kernels
import Testing

/// Tails and tests against sums that are taken term by term, and against published quantiles.
@Suite struct StatisticsTests {
  /// Enough for any decision; the fractions converge to about 1e-14.
  static let tolerance = 1e-10

  private func choose(_ n: Int, _ k: Int) -> Double {
    guard k >= 0, k <= n else { return 0 }
    return (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  @Test func logGammaOfWholeNumbersIsTheFactorial() {
    var factorial = 1.0
    for n in 1...20 {
      #expect(abs(Beta.logGamma(Double(n)) - logarithm(factorial)) <= 1e-12 * max(1, logarithm(factorial)))
      factorial *= Double(n)
    }
  }

  @Test(arguments: [1, 2, 7, 23, 60], [0.01, 0.3, 0.5, 0.97]) func binomialIsTheSumOfItsTerms(_ n: Int, _ p: Double) {
    for k in 0...n + 1 {
      let sum = (k...max(k, n)).reduce(0.0) { $0 + choose(n, $1) * power(p, $1) * power(1 - p, max(0, n - $1)) }
      #expect(abs(Tails.binomial(k, of: n, p: p) - (k > n ? 0 : sum)) <= Self.tolerance)
    }
    #expect(Tails.binomial(1, of: n, p: 0) == 0 && Tails.binomial(1, of: n, p: 1) == 1 && Tails.binomial(0, of: n, p: 0) == 1)
  }

  @Test(arguments: [(1, 1, 1), (5, 3, 9), (7, 20, 31), (31, 20, 31), (12, 0, 30)])
  func hypergeometricIsTheSumOfItsTerms(_ sizes: (drawn: Int, marked: Int, all: Int)) {
    let (drawn, marked, all) = sizes
    for k in 0...drawn + 1 {
      let sum = (k...max(k, drawn)).reduce(0.0) {
        $0 + choose(marked, $1) * choose(all - marked, drawn - $1) / choose(all, drawn)
      }
      let right = k > drawn ? 0 : sum
      #expect(abs(Tails.hypergeometric(k, drawn: drawn, marked: marked, all: all) - right) <= Self.tolerance)
    }
  }

  /// One-sided quantiles of Student's t as tables print them, to four digits.
  @Test(arguments: [
    (1.0, 6.314, 0.05), (2, 2.920, 0.05), (10, 1.812, 0.05), (10, 2.764, 0.01), (30, 2.750, 0.005), (120, 1.658, 0.05),
  ])
  func studentHasTheQuantilesOfTables(_ entry: (freedom: Double, t: Double, p: Double)) {
    #expect(abs(Tails.student(entry.t, freedom: entry.freedom) - entry.p) < 0.0005 * max(0.1, entry.p / 0.05))
    #expect(abs(Tails.student(-entry.t, freedom: entry.freedom) + Tails.student(entry.t, freedom: entry.freedom) - 1) < 1e-12)
  }

  @Test func studentOfOneDegreeIsCauchy() {
    #expect(abs(Tails.student(1, freedom: 1) - 0.25) < 1e-12)
    #expect(Tails.student(0, freedom: 3.5) == 0.5)
    #expect(Tails.student(.infinity, freedom: 3) == 0)
  }

  @Test(arguments: [1, 2, 3, 17, 200]) func spreadsAddUpAndComeApart(_ n: Int) {
    let values = randoms(n, seed: 3).map { Double($0) * 5 + 100 }
    let mean = values.reduce(0, +) / Double(n)
    let variance = n < 2 ? 0 : values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n - 1)
    var (all, first, second) = (Spread(), Spread(), Spread())
    for (i, value) in values.enumerated() {
      all.add(value)
      if i < n / 3 { first.add(value) } else { second.add(value) }
    }
    var sum = first
    sum.add(second)
    for spread in [all, sum] {
      #expect(spread.count == n && abs(spread.mean - mean) < 1e-10 && abs(spread.variance - variance) < 1e-9)
    }
    let rest = all.without(first)
    #expect(rest.count == second.count && abs(rest.mean - second.mean) < 1e-9 && abs(rest.variance - second.variance) < 1e-8)
  }

  /// SciPy: ttest_ind([1, 2, 3, 4, 9], [1, 1, 2, 2.5], equal_var=False, alternative="greater")
  @Test func welchEqualsSciPy() {
    var (a, b) = (Spread(), Spread())
    for value in [1.0, 2, 3, 4, 9] { a.add(value) }
    for value in [1, 1, 2, 2.5] { b.add(value) }
    let (t, p) = Welch.test(a, over: b)
    #expect(abs(t - 1.507864633340215) < 1e-9 && abs(p - 0.09866607419418447) < 1e-9)
    #expect(Welch.test(a, over: Spread()).p == 1)
    var same = Spread()
    for _ in 0..<3 { same.add(2) }
    #expect(Welch.test(same, over: same).p == 1)
  }

  @Test func falseDiscoveryRatesAreThoseOfTheDefinition() {
    let p = [0.01, 0.9, 0.02, 0.02, 0.5, 0.001]
    let sorted = p.sorted()
    let twin = p.map { value in
      (0..<p.count).filter { sorted[$0] >= value }.map { sorted[$0] * Double(p.count) / Double($0 + 1) }.min()!
    }
    for (a, b) in zip(FalseDiscovery.adjusted(p), twin) { #expect(abs(a - min(1, b)) < 1e-12) }
    #expect(FalseDiscovery.adjusted([]).isEmpty)
  }

  @Test func mutualInformationIsWhatOneWordTells() {
    #expect(abs(MutualInformation.bits([5, 0, 0, 5], columns: 2) - 1) < 1e-12)
    #expect(MutualInformation.bits([5, 5, 5, 5], columns: 2) < 1e-12)
    #expect(MutualInformation.bits([0, 0], columns: 2) == 0)
    #expect(MutualInformation.bits([], columns: 2) == 0)
  }
}
