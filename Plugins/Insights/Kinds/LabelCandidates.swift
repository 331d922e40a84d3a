import Kernels
import PluginKit

/// Unlabeled samples that are worth a label: of those that the model is least sure of, some that differ from one another.
///
/// Uncertainty is the entropy of the model's probabilities; of the most uncertain, ten times as many as are wanted, k-center greedy
/// (Sener, Savarese, "Active Learning for Convolutional Neural Networks: A Core-Set Approach" (2018)) chooses by distance.
///
/// Severity: mean entropy as a share of the highest possible; half at 50%.
func findLabelCandidates(_ survey: Survey) -> [Finding] {
  let samples = survey.samples
  let open = (0..<samples.count).filter { samples.labels[$0] < 0 }
  guard !open.isEmpty, samples.classes > 1 else { return [] }
  let most = logarithm(Double(samples.classes))
  let entropy = open.map { row in
    let logits = UnsafeBufferPointer(start: samples.logits + row * samples.classes, count: samples.classes)
    let top = Double(logits.max()!)
    let weights = logits.map { exponential(Double($0) - top) }
    let sum = weights.reduce(0, +)
    return weights.reduce(0.0) { $1 > 0 ? $0 - $1 / sum * logarithm($1 / sum) : $0 }
  }
  let pool = open.indices.sorted { (entropy[$0], $1) > (entropy[$1], $0) }.prefix(10 * survey.options.candidates).map { $0 }
  // The most uncertain first, then always the one that is farthest from all chosen, distances weighted by uncertainty.
  let place = Dictionary(uniqueKeysWithValues: pool.map { (open[$0], $0) })
  let picks = KCenterGreedy.pick(
    survey.options.candidates, of: pool.map { open[$0] }, covered: [], weights: pool.map { entropy[$0] },
    rows: samples.features,
    dimensions: samples.dimensions, parallel: survey.work.parallel)
  // At distance 0 only copies of chosen ones are left.
  let picked = picks.filter { $0.distance > 0 }.map { place[$0.row]! }
  let mean = picked.reduce(0.0) { $0 + entropy[$1] } / Double(picked.count)
  return [
    Finding(
      kind: "label-candidates",
      title: "\(Text.count(picked.count, "unlabeled sample")) of \(open.count) "
        + "\(picked.count == 1 ? "is" : "are") worth a label next: the model is unsure of them (mean entropy \(Decimals.short(mean)) of at most \(Decimals.short(most)) nats) and they differ",
      severity: Severity.of(mean / most, half: 0.5), members: picked.map { open[$0] },
      scores: picked.map { entropy[$0] / most }, known: ["subset", "label"],
      details: ["mean_entropy": .number(mean), "unlabeled": .number(Double(open.count))])
  ]
}
