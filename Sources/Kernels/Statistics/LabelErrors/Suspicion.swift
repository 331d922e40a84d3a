/// How much one label is suspected to be wrong.
public struct Suspicion: Sendable {
  /// How much it is like a label that was made wrong on purpose, 0 to 1.
  public var score: Double
  /// Whether samples with this label are seldom like the class that fits better: if so, the suspicion is hardly a false alarm.
  public var isPlain: Bool

  /// The properties of the same names.
  public init(score: Double, isPlain: Bool = true) {
    self.score = score
    self.isPlain = isPlain
  }
}

/// Which pairs of a label and another class are seldom confused.
struct PlainPairs {
  private let classes: Int
  /// `[classes, classes]`
  private var isPlain: [Bool]

  /// Takes of all pairs the half with the least mean probability of the other class over samples of the label that the model agrees
  /// with: so wrong labels, which it does not agree with, have no say in it.
  /// - Parameter probabilities: `[n, classes]`, of a model that has not seen the sample.
  init(_ probabilities: [Float], labels: [Int], classes: Int) {
    self.classes = classes
    var sums = [Double](repeating: 0, count: classes * classes), counts = [Int](repeating: 0, count: classes)
    for (i, label) in labels.enumerated() {
      let own = probabilities[i * classes..<(i + 1) * classes]
      guard own.max() == own[i * classes + label] else { continue }
      counts[label] += 1
      for (c, p) in own.enumerated() { sums[label * classes + c] += Double(p) }
    }
    var pairs: [(confusion: Double, pair: Int)] = []
    for pair in 0..<classes * classes where pair / classes != pair % classes {
      // A class that the model never agrees with is confused with all.
      pairs.append((counts[pair / classes] == 0 ? .infinity : sums[pair] / Double(counts[pair / classes]), pair))
    }
    isPlain = [Bool](repeating: false, count: classes * classes)
    for (_, pair) in pairs.sorted(by: { ($0.confusion, $0.pair) < ($1.confusion, $1.pair) }).prefix(pairs.count / 2) {
      isPlain[pair] = true
    }
  }

  func contains(label: Int, other: Int) -> Bool { isPlain[label * classes + other] }
}
