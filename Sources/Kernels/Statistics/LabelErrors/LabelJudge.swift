/// For each label how much it is like one that was made wrong on purpose.
///
/// Two values fall where a label is wrong: the margin of confident learning, on probabilities of a linear model that has not seen the
/// sample, and the log-odds of its neighbors' labels against the other class that most of them have. Errors are planted among
/// the labels, the same is done again, and logistic regression on both values learns to tell the planted ones.
public struct LabelJudge: Sendable {
  /// `[n]`
  public let suspicions: [Suspicion]
  /// `[n]`: the other class that fits best.
  public let others: [Int]
  /// `[n]`: of the linear model's probabilities, in nats.
  public let entropy: [Double]
  /// `[n, classes]`: the linear model's probabilities.
  public let probabilities: [Float]
  /// Positions of the planted errors, and their suspicions in the run with them.
  public let planted: [(position: Int, suspicion: Suspicion)]
  /// Samples off the diagonal of the confident joint.
  public let disagreements: Int

  /// What is known about the samples.
  public struct Input {
    /// `[*, d]`, finite.
    public var features: UnsafePointer<Float>
    /// Features of a sample, d.
    public var dimensions: Int
    /// `[n]`: rows of the features.
    public var rows: [Int]
    /// `[n]`, each class below `classes` occurs.
    public var labels: [Int]
    /// Classes of the labels.
    public var classes: Int
    /// `[*, k]`: rows of the features, -1 for none.
    public var neighbors: [Int64]
    /// Neighbors of a sample.
    public var k: Int

    /// The properties of the same names; nothing is copied of the features.
    public init(
      features: UnsafePointer<Float>, dimensions: Int, rows: [Int], labels: [Int], classes: Int, neighbors: [Int64], k: Int
    ) {
      self.features = features
      self.dimensions = dimensions
      self.rows = rows
      self.labels = labels
      self.classes = classes
      self.neighbors = neighbors
      self.k = k
    }
  }

  /// - Parameters:
  ///   - planted: share of the labels.
  ///   - progress: told the share that is done; what it throws ends the work.
  /// - Complexity: that of two fits of each fold; see `CrossFit`.
  public init(
    _ input: Input, folds: Int, planted share: Double, seed: UInt64, parallel: Parallel, progress: (Double) throws -> Void
  ) rethrows {
    let fit = CrossFit(
      input.features, dimensions: input.dimensions, samples: input.rows, labels: input.labels, classes: input.classes,
      folds: folds, seed: seed, parallel: parallel)
    probabilities = try fit.probabilities(labels: input.labels, parallel: parallel) { try progress(0.5 * $0) }
    let real = Judgment(probabilities, input.labels, input)
    let errors = PlantedErrors(input.labels, share: share, seed: seed)
    let changed = try fit.probabilities(labels: errors.labels, parallel: parallel) { try progress(0.5 + 0.5 * $0) }
    let trial = Judgment(changed, errors.labels, input)
    var isPlanted = [Bool](repeating: false, count: input.rows.count)
    for position in errors.positions { isPlanted[position] = true }
    let judge = BinaryLogistic(trial.values, isPlanted, falling: true)
    let pairs = PlainPairs(probabilities, labels: input.labels, classes: input.classes)
    func suspect(_ judgment: Judgment, _ labels: [Int]) -> [Suspicion] {
      labels.indices.map {
        Suspicion(
          score: judge.probability(judgment.values[$0]), isPlain: pairs.contains(label: labels[$0], other: judgment.others[$0]))
      }
    }
    let inTrial = suspect(trial, errors.labels)
    planted = errors.positions.map { ($0, inTrial[$0]) }
    suspicions = suspect(real, input.labels)
    others = real.others
    entropy = real.entropy
    disagreements = real.disagreements
  }

  private struct Judgment {
    var values: [SIMD2<Double>] = []
    var others: [Int] = []
    var entropy: [Double] = []
    let disagreements: Int

    init(_ probabilities: [Float], _ labels: [Int], _ input: Input) {
      let classes = input.classes, k = input.k
      let learning = ConfidentLearning(probabilities, labels: labels, classes: classes)
      disagreements = learning.disagreements
      var labelOf = [Int](repeating: -1, count: k == 0 ? 0 : input.neighbors.count / k)
      for (i, row) in input.rows.enumerated() where k > 0 { labelOf[row] = labels[i] }
      var votes = [Int](repeating: 0, count: classes)
      probabilities.withUnsafeBufferPointer { probabilities in
        for (i, row) in input.rows.enumerated() {
          let own = probabilities.baseAddress! + i * classes
          let (other, margin) = learning.margin(own, label: labels[i])
          for c in 0..<classes { votes[c] = 0 }
          for j in row * k..<(row + 1) * k where input.neighbors[j] >= 0 {
            let label = labelOf[Int(input.neighbors[j])]
            if label >= 0 { votes[label] += 1 }
          }
          let same = votes[labels[i]]
          votes[labels[i]] = 0
          values.append(SIMD2(margin, logarithm((Double(same) + 0.5) / (Double(votes.max()!) + 0.5))))
          others.append(other)
          var sum = 0.0
          for c in 0..<classes where own[c] > 0 { sum -= Double(own[c]) * logarithm(Double(own[c])) }
          entropy.append(sum)
        }
      }
    }
  }
}
