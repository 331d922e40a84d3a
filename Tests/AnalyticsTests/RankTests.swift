import Core
import Testing

@testable import Analytics

@Suite struct RankTests {
  @Test func rankCorrelationKnowsTies() {
    #expect(rankCorrelation([1, 2, 3], [10, 20, 30]) == 1)
    #expect(rankCorrelation([1, 2, 3], [3, 2, 1]) == -1)
    #expect(rankCorrelation([1, 1, 1], [3, 2, 1]) == 0)
    #expect(rankCorrelation([], []) == 0)
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4, by hand: 4.5 / sqrt(4.5 * 5).
    #expect(abs(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4]) - 4.5 / (4.5 * 5).squareRoot()) < 1e-12)
  }

  /// Ranks are half numbers, which float64 has exactly: counted from 0 or from 1, every bit of a correlation is the same.
  @Test func countingFromOneChangesNoBit() {
    var random = SeededRandom(seed: 3)
    for round in 0..<200 {
      let count = 1 + round
      let (a, b) = ((0..<count).map { _ in Float(random.below(50)) }, (0..<count).map { _ in Float(random.below(1 << 20)) })
      #expect(rankCorrelation(a, b).bitPattern == Self.twin(a, b).bitPattern)
    }
  }

  private static func twin(_ a: [Float], _ b: [Float]) -> Double {
    let (x, y) = (ranksFromZero(a), ranksFromZero(b))
    let mean = Double(a.count - 1) / 2
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (x, y) in zip(x, y) {
      let (u, v) = (x - mean, y - mean)
      (xy, xx, yy) = (xy + u * v, xx + u * u, yy + v * v)
    }
    return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
  }

  private static func ranksFromZero(_ values: [Float]) -> [Double] {
    values.map { value in Double(values.count { $0 < value }) + Double(values.count { $0 == value } - 1) / 2 }
  }
}
