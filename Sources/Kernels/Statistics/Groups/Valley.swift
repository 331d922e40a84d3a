/// Whether samples fall into two groups with a gap between them.
///
/// One half of the samples chooses where to look (`ValleyLine`). The other half, which had no say in that, is counted there: of one
/// hill, a window between two others cannot be emptier than both but by chance. The probability of that chance is exact
/// (binomial), so no shape is assumed, and however long the choice was, it does not flatter the result.
public struct Valley: Sendable {
  /// How many samples of the second half lie around the first center.
  public let left: Int
  /// How many lie in the gap.
  public let gap: Int
  /// How many lie around the second center.
  public let right: Int
  /// Probability of a gap as empty as this if there were none.
  public let p: Double
  /// `[n]`: on which side of the gap each sample lies; false: the left.
  public let side: [Bool]

  /// 0: no gap; 1: an empty one.
  public var depth: Double {
    let least = min(left, right)
    return least == 0 ? 0 : max(0, 1 - Double(gap) / Double(least))
  }

  /// - Parameter points: coordinates along the principal axes, the unused ones 0.
  /// - Returns: nil where there are too few samples, or all are equal.
  public init?(_ points: [SIMD16<Float>], seed: UInt64, parallel: Parallel) {
    let random = CounterRandom(seed, 0x7661_6C6C)
    let chosen = points.indices.map { random.bits(UInt64($0)) & 1 == 0 }
    let half = points.indices.filter { chosen[$0] }.map { points[$0] }
    guard half.count >= 20, points.count - half.count >= 20,
      let line = ValleyLine.deepest(of: half, seed: seed, parallel: parallel)
    else { return nil }
    let places = points.map(line.place)
    let others = places.indices.filter { !chosen[$0] }.map { places[$0] }
    left = ValleyLine.count(others, around: 0)
    gap = ValleyLine.count(others, around: line.gap)
    right = ValleyLine.count(others, around: 1)
    // Both neighbors must be fuller: the weaker of the two claims counts.
    p = max(Tails.binomial(left, of: left + gap, p: 0.5), Tails.binomial(right, of: right + gap, p: 0.5))
    side = places.map { $0 > line.gap }
  }
}
