import Core
import Foundation
import Testing

@testable import Analytics

@Suite struct ComparisonTests {
  private static func values(_ seed: UInt64, _ count: Int) -> [Double] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in Double(random.below(1000)) / 1000 }
  }

  /// The binomial tail summed term by term.
  @Test(arguments: [(0, 0), (1, 0), (5, 1), (3, 3), (10, 25), (0, 40), (17, 4)])
  func mcNemarIsTheExactBinomialTest(_ onlyFirst: Int, _ onlySecond: Int) {
    let both = 7
    let first = Array(repeating: true, count: both + onlyFirst) + Array(repeating: false, count: onlySecond)
    let second =
      Array(repeating: true, count: both) + Array(repeating: false, count: onlyFirst) + Array(repeating: true, count: onlySecond)
    let test = McNemar(first, second)
    #expect(test.onlyFirst == onlyFirst && test.onlySecond == onlySecond)
    let n = onlyFirst + onlySecond
    var tail = 0.0
    for k in 0...min(onlyFirst, onlySecond) {
      tail += exp(lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1)) - Double(n) * log(2))
    }
    #expect(abs(test.p - min(1, 2 * tail)) < 1e-12)
    #expect(McNemar(second, first).p == test.p)
  }

  /// The mean of many values is near normal, so its interval is near the mean and 1.96 standard errors.
  @Test func intervalOfAMean() throws {
    let values = Self.values(1, 2000)
    let interval = try #require(Bootstrap(resamples: 4000, seed: 2).interval(of: .mean(values)))
    let mean = values.reduce(0, +) / 2000
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1999).squareRoot()
    let half = 1.96 * deviation / 2000.0.squareRoot()
    // 4,000 draws know their 2.5 % quantile to about 4 % of the half width; three times that.
    #expect(abs(interval.lower - (mean - half)) < 0.12 * half && abs(interval.upper - (mean + half)) < 0.12 * half)
  }

  @Test func theSameSeedGivesTheSameInterval() throws {
    let outcomes = try MetricTests.random(3, rows: 60, classes: 3)
    let figure = Measured(.f1(.macro), outcomes)
    let bootstrap = Bootstrap(resamples: 100, seed: 5)
    #expect(bootstrap.interval(of: figure) == bootstrap.interval(of: figure))
    #expect(bootstrap.interval(of: figure) != Bootstrap(resamples: 100, seed: 6).interval(of: figure))
  }

  /// Pairs that always differ by the same amount leave no doubt, however much the values vary.
  @Test func differencesArePaired() throws {
    let first = Self.values(4, 200)
    let interval = try #require(
      Bootstrap(resamples: 200, seed: 1).interval(ofDifference: .mean(first.map { $0 + 0.25 }), .mean(first)))
    #expect(abs(interval.lower - 0.25) < 1e-12 && abs(interval.upper - 0.25) < 1e-12)
  }

  /// Metrics that are means are taken by a short way: its slow twin chooses outcomes.
  @Test func theShortWayIsTheLongWay() throws {
    let outcomes = try MetricTests.random(8, rows: 50, classes: 4)
    let rows = [3, 3, 0, outcomes.count - 1, 7]
    for metric in [Metric.accuracy, .mean(.focal(gamma: 2)), .mean(.meanSquaredError)] {
      let short = Measured(metric, outcomes)
      #expect(agree(short.value, metric.value(of: outcomes)))
      #expect(agree(short.value(of: rows), metric.value(of: outcomes.rows(rows))))
    }
    let all = Array(0..<outcomes.count)
    #expect(Metric.areaUnderROC(.macro).value(of: outcomes.rows(all)) == Metric.areaUnderROC(.macro).value(of: outcomes))
  }

  /// Ten of ten is not certain: the lower end of Wilson's interval, worked out by hand, is n / (n + z^2).
  @Test func intervalOfAShare() throws {
    let interval = try #require(Bootstrap(resamples: 100, seed: 1).interval(of: .share(Array(repeating: true, count: 10))))
    #expect(interval.upper == 1 && abs(interval.lower - 10 / (10 + 1.959963984540054 * 1.959963984540054)) < 1e-12)
    #expect(Bootstrap(resamples: 100, seed: 1).interval(of: .share([])) == nil && Measured.share([]).value == nil)
  }

  @Test func nothingHasNoInterval() {
    #expect(Bootstrap(resamples: 100, seed: 1).interval(of: .mean([])) == nil)
    #expect(Measured.mean([]).value == nil)
    #expect(McNemar([], []).p == 1)
  }
}
