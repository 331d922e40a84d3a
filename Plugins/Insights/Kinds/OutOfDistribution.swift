import Kernels
import PluginKit

/// Samples that are farther from the training samples than those are from one another.
///
/// A sample's distance is that to its fifth nearest training sample (Sun et al., "Out-of-Distribution Detection with Deep Nearest
/// Neighbors" (2022)); the limit is the distance that the option's share of the training samples exceeds. A subset is reported
/// when twice as many of its samples exceed it, and more than chance explains.
///
/// Severity: share of the subset beyond the limit less the share expected; half at 2%.
func findOutOfDistribution(_ survey: Survey) throws -> [Finding] {
  let samples = survey.samples
  let training = samples.rows(in: .training)
  let rank = min(5, survey.graph.k, training.count - 1)
  guard rank > 0, training.count >= 20 else { return [] }
  let step = (training.count + 4999) / 5000
  let known = stride(from: 0, to: training.count, by: step).map { training[$0] }
  let reference = try survey.graph.distancesToTraining(known, rank: rank, survey.work).sorted()
  let share = survey.options.outliers
  let limit = reference[min(reference.count - 1, Int(Double(reference.count) * (1 - share)))]
  var findings: [Finding] = []
  for state in [SubsetState.validation, .test, .unlabeled] {
    let rows = samples.rows(in: state)
    let distances = try survey.graph.distancesToTraining(rows, rank: rank, survey.work)
    let beyond = rows.indices.filter { distances[$0] > limit }.sorted { (distances[$0], $1) > (distances[$1], $0) }
    guard beyond.count >= 5, Double(beyond.count) >= 2 * share * Double(rows.count),
      Tails.binomial(beyond.count, of: rows.count, p: share) < 0.001
    else { continue }
    let members = beyond.map { rows[$0] }
    let inside = Set(members)
    let rest = rows.filter { !inside.contains($0) }
    let effect = Effect(members, rest, samples).text
    let found = Double(beyond.count) / Double(rows.count)
    findings.append(
      Finding(
        kind: "out-of-distribution",
        title: "\(members.count) \(state.word) samples (\(Decimals.percent(found))) are farther from the training samples than "
          + "\(Decimals.percent(1 - share)) of those are" + (effect.isEmpty ? "" : ": \(effect)"),
        severity: Severity.of(found - share, half: 0.02), members: members,
        scores: beyond.map { Double(1 - limit / distances[$0]) }, rest: rest.isEmpty ? nil : rest, known: ["subset"],
        details: [
          "subset": .string(state.word), "limit": .number(Double(limit)), "neighbor": .number(Double(rank)),
          "expected_share": .number(share),
        ]))
  }
  return findings
}
