/// How many labels are wrong and how many of those on a list are, from scores of the labels and of planted errors.
///
/// A list of all samples with at least a score t holds F(t) samples; of planted errors it holds the share r(t). If wrong labels
/// score as planted ones do, E of them put E r(t) on the list, so E is at most F(t) / r(t) for every t. The least of these,
/// over lists that hold a quarter of the planted errors or more, is taken for E, and E r(t) / F(t) is the precision at t. This is the
/// estimate of a mixture's proportion from its purest part (Blanchard, Lee, Scott, "Semi-supervised novelty detection" (2010)).
public struct ErrorEstimate: Sendable {
  public struct Range: Equatable, Sendable {
    public var value, low, high: Double
  }

  /// Where the expected F1 is largest.
  public let cut: Double
  /// Samples with at least that score.
  public let listed: Int
  /// Share of planted errors with at least that score.
  public let recall: Double
  /// Wrong labels, found or not.
  public let errors: Range
  /// Share of the list that is wrong, at the cut, 95%.
  public let precision: Range

  private let scores: [Double]
  private let planted: [Double]

  /// - Parameters:
  ///   - scores: of the labels as they are.
  ///   - planted: of the planted errors, in a run with them. Fewer than ten give nil, and so do
  ///   scores that do not tell them from other labels.
  public init?(scores: [Double], planted: [Double]) {
    guard planted.count >= 10, !scores.isEmpty else { return nil }
    // Largest first.
    let scores = scores.sorted(by: >), planted = planted.sorted(by: >)
    let total = Double(planted.count)
    // Scores that do not put half of the planted errors into the first quarter tell nothing.
    guard 4 * Self.count(scores, atLeast: planted[planted.count / 2]) <= scores.count else { return nil }
    func found(_ t: Double) -> Int { Self.count(planted, atLeast: t) }
    // Parts of the list that hold 25%, 30%, ... 95% of the planted errors: the very first may by chance hold no others.
    var (errors, anchor, least) = (Double.infinity, 1.0, 1)
    for step in 5...19 {
      let t = planted[min(planted.count - 1, planted.count * step / 20)]
      let (r, listed) = (Double(found(t)) / total, Self.count(scores, atLeast: t))
      if Double(listed) / r < errors { (errors, anchor, least) = (Double(listed) / r, r, listed) }
    }
    var best = (cut: scores[0], listed: 0, recall: 0.0, f1: -1.0)
    var i = 0
    while i < scores.count {
      let t = scores[i]
      while i < scores.count, scores[i] == t { i += 1 }
      let r = Double(found(t)) / total
      let f1 = 2 * min(errors * r, Double(i)) / (Double(i) + errors)
      if f1 > best.f1 { best = (t, i, r, f1) }
      if Double(i) > 4 * errors + 100 { break }
    }
    // Relative variances: which of E errors are in the pure part, which of the planted ones, and (Poisson) that the part's
    // impurity is not seen from inside: as many as could be there while none is expected.
    let chance = (1 - anchor) / anchor * (1 / max(1, errors) + 1 / total)
    let spread = 1.96 * chance.squareRoot()
    let unseen = 3 / Double(max(3, least))
    self.errors = Range(
      value: errors, low: max(0, errors * (1 - spread - unseen)), high: errors * (1 + spread))
    (cut, listed, recall) = (best.cut, best.listed, best.recall)
    func share(_ errors: Double, _ recall: Double) -> Double {
      best.listed == 0 ? 0 : max(0, min(1, errors * recall / Double(best.listed)))
    }
    let miss = 1.96 * (best.recall * (1 - best.recall) * (1 / total + 1 / max(1, errors))).squareRoot()
    precision = Range(
      value: share(errors, best.recall), low: share(self.errors.low, best.recall - miss),
      high: share(self.errors.high, min(1, best.recall + miss)))
    self.scores = scores
    self.planted = planted
  }

  /// In a descending list.
  private static func count(_ values: [Double], atLeast t: Double) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] >= t { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The list of other samples at the same cut, and its precision, by the rate of false alarms here.
  ///
  /// For samples that the model was trained with: it has given way to wrong labels that it has seen, and not to planted ones, so
  /// that those are found more easily and the estimate's assumption does not hold. A right label is no more suspect among
  /// samples that were trained with than among others, so the rate of false alarms is, if anything, too high.
  public func carried(to others: [Double]) -> (listed: Int, precision: Range) {
    let count = others.count { $0 >= cut }
    let scale = Double(listed) / Double(max(1, scores.count)) * Double(others.count) / Double(max(1, count))
    func share(_ precision: Double) -> Double { max(0, 1 - (1 - precision) * scale) }
    return (count, Range(value: share(precision.value), low: share(precision.low), high: share(precision.high)))
  }

  /// Of lists that are cut so that they hold each of these shares of planted errors: what is listed, and how much of it is wrong.
  public func curve(_ recalls: [Double]) -> [(recall: Double, listed: Int, precision: Double)] {
    recalls.map { recall in
      let t = planted[min(planted.count - 1, max(0, Int((recall * Double(planted.count)).rounded(.up)) - 1))]
      let r = Double(Self.count(planted, atLeast: t)) / Double(planted.count)
      let listed = Self.count(scores, atLeast: t)
      return (r, listed, listed == 0 ? 1 : min(1, errors.value * r / Double(listed)))
    }
  }
}
