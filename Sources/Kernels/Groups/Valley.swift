/// Whether samples fall into two groups with a gap between them.
///
/// One half of the samples chooses where to look: 2-means, the line through both centers, and the emptiest of the windows
/// between them. The other half, which had no say in that, is counted there: of one hill, a window between two others cannot
/// be emptier than both but by chance. The probability of that chance is exact (binomial), so no shape is assumed.
public struct Valley: Sendable {
  /// Counts of the second half around the first center, in the gap, and around the second center.
  public let left: Int
  public let gap: Int
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

  /// - Returns: nil where there are too few samples, or all are equal.
  public init?(_ points: [SIMD16<Float>], seed: UInt64, parallel: Parallel) {
    let random = CounterRandom(seed, 0x7661_6C6C)
    let chosen = points.indices.map { random.bits(UInt64($0)) & 1 == 0 }
    let half = points.indices.filter { chosen[$0] }.map { points[$0] }
    guard half.count >= 20, points.count - half.count >= 20 else { return nil }
    let two = KMeans(half, clusters: 2, seed: seed, parallel: parallel)
    guard two.centers.count == 2 else { return nil }
    let axis = two.centers[1] - two.centers[0]
    let length = (axis * axis).sum()
    // 0 at the first center, 1 at the second.
    let places = points.map { (($0 - two.centers[0]) * axis).sum() / length }
    func counts(_ isChosen: Bool, around center: Float) -> Int {
      points.indices.count { chosen[$0] == isChosen && abs(places[$0] - center) <= Self.width / 2 }
    }
    var (best, least) = (Float(0.5), Int.max)
    for step in [4, 3, 5, 2, 6, 1, 7, 0, 8] {  // Of equals the one nearest to the middle.
      let center = 0.3 + 0.05 * Float(step)
      let count = counts(true, around: center)
      if count < least { (best, least) = (center, count) }
    }
    left = counts(false, around: 0)
    gap = counts(false, around: best)
    right = counts(false, around: 1)
    // Both neighbors must be fuller: the weaker of the two claims counts.
    p = max(Tails.binomial(left, of: left + gap, p: 0.5), Tails.binomial(right, of: right + gap, p: 0.5))
    side = places.map { $0 > best }
  }

  /// Of a window, in units of the distance of the centers.
  private static let width: Float = 0.2
}
