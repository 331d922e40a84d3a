import Kernels
import PluginKit

/// For each label how likely it is wrong: confident learning on cross-fitted probabilities, together with the neighbors'
/// labels, weighted as tells planted errors best from the other labels.
struct LabelAudit {
  /// Rows that were judged: labeled, of a class with enough samples for the folds.
  let rows: [Int]
  /// `[n]`; nil where the label was not judged.
  private(set) var scores: [Double?]
  /// `[n]`: the class that fits better than the label, as far as any does; -1 where not judged.
  private(set) var suggested: [Int]
  /// Entropy of the cross-fitted probabilities in nats; nil where not judged.
  private(set) var entropy: [Double?]
  /// Positions in `rows` of the planted errors, and their scores in the run with them.
  private(set) var planted: [(row: Int, score: Double)] = []
  /// Samples off the diagonal of the confident joint.
  private(set) var disagreements = 0

  init(_ samples: Samples, _ graph: Graph, _ options: Options, _ work: Work) throws {
    scores = Array(repeating: nil, count: samples.count)
    suggested = Array(repeating: -1, count: samples.count)
    entropy = scores
    var sizes: [Int: Int] = [:]
    for label in samples.labels where label >= 0 { sizes[label, default: 0] += 1 }
    let enough = sizes.filter { $0.value >= 2 * options.folds }.keys.sorted()
    let number = Dictionary(uniqueKeysWithValues: enough.enumerated().map { ($1, $0) })
    rows = (0..<samples.count).filter { samples.labels[$0] >= 0 && number[samples.labels[$0]] != nil }
    guard enough.count > 1 else { return }
    let labels = rows.map { number[samples.labels[$0]]! }
    let fit = CrossFit(
      samples.features, dimensions: samples.dimensions, samples: rows, labels: labels, classes: enough.count,
      folds: options.folds, seed: options.seed, parallel: work.parallel)
    func judge(_ labels: [Int], from: Double) throws -> Judgment {
      let probabilities = try fit.probabilities(labels: labels, parallel: work.parallel) {
        try work.report(from + 0.15 * $0, "cross-fitted probabilities")
      }
      return Judgment(probabilities, labels, classes: enough.count, rows, samples.count, graph)
    }
    let real = try judge(labels, from: 0.55)
    disagreements = real.disagreements
    let errors = PlantedErrors(labels, share: options.planted, seed: options.seed)
    let trial = try judge(errors.labels, from: 0.7)
    var isPlanted = [Bool](repeating: false, count: rows.count)
    for position in errors.positions { isPlanted[position] = true }
    let judge = BinaryLogistic(trial.values, isPlanted, falling: true)
    planted = errors.positions.map { (rows[$0], judge.probability(trial.values[$0])) }
    for (i, row) in rows.enumerated() {
      scores[row] = judge.probability(real.values[i])
      suggested[row] = enough[real.others[i]]
      entropy[row] = real.entropy[i]
    }
  }

  /// Two values for each label that fall where it is wrong: the margin of confident learning, and the log-odds of the
  /// neighbors' labels against the other class that most of them have.
  private struct Judgment {
    var values: [SIMD2<Double>] = []
    var others: [Int] = []
    var entropy: [Double] = []
    let disagreements: Int

    init(_ probabilities: [Float], _ labels: [Int], classes: Int, _ rows: [Int], _ count: Int, _ graph: Graph) {
      let learning = ConfidentLearning(probabilities, labels: labels, classes: classes)
      disagreements = learning.disagreements
      var known = [Int](repeating: -1, count: count)
      for (i, row) in rows.enumerated() { known[row] = labels[i] }
      var votes = [Int](repeating: 0, count: classes)
      probabilities.withUnsafeBufferPointer { probabilities in
        for (i, row) in rows.enumerated() {
          let own = probabilities.baseAddress! + i * classes
          let (other, margin) = learning.margin(own, label: labels[i])
          for c in 0..<classes { votes[c] = 0 }
          for neighbor in graph.of(row) where known[neighbor] >= 0 { votes[known[neighbor]] += 1 }
          let same = votes[labels[i]]
          votes[labels[i]] = 0
          let odds = logarithm((Double(same) + 0.5) / (Double(votes.max()!) + 0.5))
          values.append(SIMD2(margin, odds))
          others.append(other)
          var sum = 0.0
          for c in 0..<classes where own[c] > 0 { sum -= Double(own[c]) * logarithm(Double(own[c])) }
          entropy.append(sum)
        }
      }
    }
  }
}
