/// Whether one of two classifiers is right more often on the same samples (McNemar 1947), exactly: of the samples that only one of them
/// gets right, each is as likely to be the one's as the other's.
public struct McNemar: Hashable, Sendable {
  /// Samples that only the first gets right, and only the second.
  public let onlyFirst: Int
  public let onlySecond: Int
  /// The chance of a split that is at least so uneven where neither is better; two-sided.
  public let p: Double

  /// - Precondition: both are of one length.
  public init(_ first: [Bool], _ second: [Bool]) {
    precondition(first.count == second.count, "\(first.count) answers beside \(second.count)")
    let pairs = zip(first, second)
    onlyFirst = pairs.count { $0 && !$1 }
    onlySecond = pairs.count { !$0 && $1 }
    let (n, least) = (onlyFirst + onlySecond, min(onlyFirst, onlySecond))
    p = n == 0 ? 1 : min(1, 2 * binomialAtMost(least, of: n, 0.5))
  }
}
