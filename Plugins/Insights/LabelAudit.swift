import Kernels
import PluginKit

/// What `LabelJudge` says about the samples.
struct LabelAudit {
  /// Rows that were judged: labeled, of a class with two samples or more for each fold; none where there is one class.
  let rows: [Int]
  /// `[n]`; nil where the label was not judged.
  private(set) var suspicions: [Suspicion?]
  /// `[n]`: the other class that fits best; -1 where the label was not judged.
  private(set) var suggested: [Int]
  /// `[n]`: of the cross-fitted probabilities, in nats; nil where the label was not judged.
  private(set) var entropy: [Double?]
  /// Rows of the planted errors, and their suspicions in the run with them.
  private(set) var planted: [(row: Int, suspicion: Suspicion)] = []
  /// The least score of a label that is probably wrong; infinite where none is.
  private(set) var cut = Double.infinity
  /// Samples off the diagonal of the confident joint.
  private(set) var disagreements = 0

  init(_ samples: Samples, _ graph: Graph, _ options: Options, _ work: Work) throws {
    suspicions = Array(repeating: nil, count: samples.count)
    suggested = Array(repeating: -1, count: samples.count)
    entropy = Array(repeating: nil, count: samples.count)
    var sizes: [Int: Int] = [:]
    for label in samples.labels where label >= 0 { sizes[label, default: 0] += 1 }
    let classes = sizes.filter { $0.value >= 2 * options.folds }.keys.sorted()
    let number = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    guard classes.count > 1 else {
      rows = []
      return
    }
    rows = (0..<samples.count).filter { samples.labels[$0] >= 0 && number[samples.labels[$0]] != nil }
    // Few planted errors tell little: fifty, or a tenth of a small population, are the least.
    let least = min(50, Double(rows.count) / 10) / Double(rows.count)
    let judge = try LabelJudge(
      LabelJudge.Input(
        features: samples.features, dimensions: samples.dimensions, rows: rows, labels: rows.map { number[samples.labels[$0]]! },
        classes: classes.count, neighbors: graph.neighbors, k: graph.k),
      folds: options.folds, planted: max(options.planted, least), seed: options.seed, parallel: work.parallel
    ) { try work.report(0.55 + 0.3 * $0, "cross-fitted probabilities") }
    for (i, row) in rows.enumerated() {
      suspicions[row] = judge.suspicions[i]
      suggested[row] = classes[judge.others[i]]
      entropy[row] = judge.entropy[i]
    }
    planted = judge.planted.map { (rows[$0.position], $0.suspicion) }
    disagreements = judge.disagreements
    if let all = ErrorEstimate(judge.suspicions, planted: judge.planted.map(\.suspicion)), all.errors.value > 0 { cut = all.cut }
  }

  /// How much the label is like a planted error.
  func score(_ row: Int) -> Double? { suspicions[row]?.score }
}
