import Kernels
import PluginKit

/// Labels that are probably wrong, one finding a subset, with a precision that planted errors tell.
///
/// Severity: wrong labels expected on the list as a share of the subset; half at 1%.
func mislabeled(_ evidence: Evidence) -> [Finding] {
  let audit = evidence.audit, samples = evidence.samples
  return [SubsetState.training, .validation, .test].compactMap { state in
    let rows = audit.rows.filter { samples.states[$0] == state }
    // Too few planted errors in a small subset: those of all subsets stand in for them.
    let own = audit.planted.filter { samples.states[$0.row] == state }
    let planted = (own.count >= 50 ? own : audit.planted).map(\.score)
    guard let estimate = ErrorEstimate(scores: rows.map { audit.scores[$0]! }, planted: planted),
      estimate.errors.value > 0, estimate.listed > 0
    else { return nil }
    let members = rows.filter { audit.scores[$0]! >= estimate.cut }
      .sorted { (audit.scores[$0]!, $1) > (audit.scores[$1]!, $0) }
    let precision = estimate.precision
    let effect = Effect(members, rows.filter { audit.scores[$0]! < estimate.cut }, samples)
    let wrong = precision.value * Double(members.count)
    return Finding(
      kind: "mislabeled",
      title: "\(Text.count(members.count, "\(state.word) label")) of \(rows.count) "
        + "\(members.count == 1 ? "is" : "are") probably wrong: \(Text.percent(precision.value)) of the list (\(Text.percent(precision.low)) to \(Text.percent(precision.high))), "
        + effect.text,
      severity: Severity.of(wrong / Double(rows.count), half: 0.01), members: members,
      scores: members.map { audit.scores[$0]! },
      rest: rows.filter { audit.scores[$0]! < estimate.cut },
      details: [
        "subset": .string(state.word),
        "precision": range(precision), "errors": range(estimate.errors), "recall": .number(estimate.recall),
        "planted": .number(Double(planted.count)), "confident_disagreements": .number(Double(audit.disagreements)),
        "suggested": .array(members.prefix(1000).map { .number(Double(audit.suggested[$0])) }),
        "cuts": .array(
          estimate.curve([0.25, 0.5, 0.75, 0.9, 0.95]).map {
            .object([
              "recall": .number($0.recall), "listed": .number(Double($0.listed)), "precision": .number($0.precision),
            ])
          }),
      ])
  }
}

private func range(_ range: ErrorEstimate.Range) -> JSON {
  .object(["value": .number(range.value), "low": .number(range.low), "high": .number(range.high)])
}
