/// How many labels are wrong and how many of those on a list are, from suspicions of the labels and of planted errors.
///
/// A list of all samples with at least a score t holds F(t) samples; of planted errors it holds the share r(t). How many of
/// the F(t) are false alarms cannot be seen from scores alone; two assumptions bound it.
///
/// - *Most* that can be wrong: E wrong labels that score as planted ones do put E r(t) on each list, so E is at most F(t) / r(t), and
///   the least of these over all t is the most that E can be: the proportion of a mixture as its purest part allows it
///   (Blanchard, Lee, Scott, "Semi-supervised novelty detection" (2010)).
/// - *Fewest*: where wrong labels are spread over pairs of classes as planted ones are, those of pairs that are seldom confused,
///   which hardly are false alarms, tell how many there are among all pairs.
///
/// The estimate is the middle of both; its interval reaches over both with their chance errors.
public struct ErrorEstimate: Sendable {
  /// A number and its interval of 95 %.
  public struct Range: Equatable, Sendable {
    /// The estimate, and the ends of its interval.
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

  /// Scores of the labels, the largest first; `planted` likewise.
  private let scores: [Double]
  private let planted: [Double]

  /// - Parameters:
  ///   - labels: as they are.
  ///   - planted: the planted errors, in a run with them. Fewer than ten give nil, and so do scores that do not tell them from
  ///     other labels.
  /// - Complexity: O(n log n).
  public init?(_ labels: [Suspicion], planted errors: [Suspicion]) {
    guard errors.count >= 10, !labels.isEmpty else { return nil }
    scores = labels.map(\.score).sorted(by: >)
    planted = errors.map(\.score).sorted(by: >)
    // Scores that do not put half of the planted errors into the first quarter tell nothing.
    guard 4 * Self.count(scores, atLeast: planted[planted.count / 2]) <= scores.count else { return nil }
    let most = Self.most(scores, planted)
    let fewest = Self.fewest(labels, errors)
    let value = (most.value + min(most.value, fewest.value)) / 2
    self.errors = Range(value: value, low: min(most.low, fewest.low), high: most.high)
    (cut, listed, recall) = Self.bestCut(scores, planted, errors: value)
    precision = Self.precision(self.errors, recall: recall, listed: listed, planted: planted.count)
  }

  private static func most(_ scores: [Double], _ planted: [Double]) -> Range {
    let total = Double(planted.count)
    // Lists with 25%, 30%, ... 95% of the planted errors: the very first may by chance hold no others.
    var (errors, anchor) = (Double.infinity, 1.0)
    for step in 5...19 {
      let t = planted[min(planted.count - 1, planted.count * step / 20)]
      let (r, listed) = (Double(count(planted, atLeast: t)) / total, count(scores, atLeast: t))
      if Double(listed) / r < errors { (errors, anchor) = (Double(listed) / r, r) }
    }
    // Which of E errors are on the list, and which of the planted ones: binomial.
    let spread = 1.96 * ((1 - anchor) / anchor * (1 / max(1, errors) + 1 / total)).squareRoot()
    return Range(value: errors, low: max(0, errors * (1 - spread)), high: errors * (1 + spread))
  }

  private static func fewest(_ labels: [Suspicion], _ errors: [Suspicion]) -> Range {
    let planted = errors.filter(\.isPlain).map(\.score).sorted(by: >)
    guard planted.count >= 5 else { return Range(value: .infinity, low: 0, high: .infinity) }
    let t = planted[planted.count * 4 / 5]
    let found = count(planted, atLeast: t)
    let listed = labels.count { $0.isPlain && $0.score >= t }
    let value = Double(listed) * Double(errors.count) / Double(found)
    // Both counts are small and independent: Poisson.
    let spread = 1.96 * (1 / Double(max(1, listed)) + 1 / Double(found)).squareRoot()
    return Range(value: value, low: max(0, value * (1 - spread)), high: value * (1 + spread))
  }

  private static func bestCut(
    _ scores: [Double], _ planted: [Double], errors: Double
  ) -> (cut: Double, listed: Int, recall: Double) {
    var best = (cut: scores[0], listed: 0, recall: 0.0, f1: -1.0)
    var i = 0
    while i < scores.count {
      let t = scores[i]
      while i < scores.count, scores[i] == t { i += 1 }
      let r = Double(count(planted, atLeast: t)) / Double(planted.count)
      let f1 = 2 * min(errors * r, Double(i)) / (Double(i) + errors)
      if f1 > best.f1 { best = (t, i, r, f1) }
      if Double(i) > 4 * errors + 100 { break }
    }
    return (best.cut, best.listed, best.recall)
  }

  private static func precision(_ errors: Range, recall: Double, listed: Int, planted: Int) -> Range {
    func share(_ errors: Double, _ recall: Double) -> Double {
      listed == 0 ? 0 : max(0, min(1, errors * recall / Double(listed)))
    }
    let miss = 1.96 * (recall * (1 - recall) * (1 / Double(planted) + 1 / max(1, errors.value))).squareRoot()
    return Range(
      value: share(errors.value, recall), low: share(errors.low, recall - miss), high: share(errors.high, min(1, recall + miss)))
  }

  /// How many values of a descending list are at least t.
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

  /// Lists that are cut so that they hold each of these shares of planted errors: what is listed, and how much of it is wrong.
  public func curve(_ recalls: [Double]) -> [(recall: Double, listed: Int, precision: Double)] {
    recalls.map { recall in
      let t = planted[min(planted.count - 1, max(0, Int((recall * Double(planted.count)).rounded(.up)) - 1))]
      let r = Double(Self.count(planted, atLeast: t)) / Double(planted.count)
      let listed = Self.count(scores, atLeast: t)
      return (r, listed, listed == 0 ? 1 : min(1, errors.value * r / Double(listed)))
    }
  }
}
