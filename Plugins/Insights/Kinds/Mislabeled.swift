import Kernels
import PluginKit

/// Labels that are probably wrong, one finding a subset, with a precision that planted errors tell.
///
/// Held-out subsets are judged by the errors planted in them. The list of training samples is cut where that of the held-out
/// ones is, and its precision follows from their false alarms (`ErrorEstimate.carried` says why); where they have none to
/// tell, planted errors have the word there, too.
///
/// Severity: wrong labels expected on the list as a share of the subset; half at 1%.
func findMislabeled(_ survey: Survey) -> [Finding] {
  let audit = survey.audit, states = survey.samples.states
  func estimate(_ rows: [Int], _ isOwn: (Int) -> Bool) -> ErrorEstimate? {
    // Too few planted errors in a small subset: those of all subsets stand in for them.
    let own = audit.planted.filter { isOwn($0.row) }
    let planted = (own.count >= 50 ? own : audit.planted).map(\.suspicion)
    let found = ErrorEstimate(rows.map { audit.suspicions[$0]! }, planted: planted)
    return found.flatMap { $0.errors.value > 0 && $0.listed > 0 ? $0 : nil }
  }
  let isHeldOut = { (row: Int) in states[row] == .validation || states[row] == .test }
  let heldOut = estimate(audit.rows.filter(isHeldOut), isHeldOut)
  return [SubsetState.training, .validation, .test].compactMap { state in
    let rows = audit.rows.filter { states[$0] == state }
    guard !rows.isEmpty else { return nil }
    if state == .training, let heldOut {
      let (listed, precision) = heldOut.carried(to: rows.map { audit.score($0)! })
      return listed == 0 || precision.value == 0 ? nil : wrongLabels(rows, state, heldOut, precision, survey)
    }
    return estimate(rows) { states[$0] == state }.map { wrongLabels(rows, state, $0, $0.precision, survey) }
  }
}

private func wrongLabels(
  _ rows: [Int], _ state: SubsetState, _ estimate: ErrorEstimate, _ precision: ErrorEstimate.Range, _ survey: Survey
) -> Finding {
  let audit = survey.audit
  let members = rows.filter { audit.score($0)! >= estimate.cut }.sorted { (audit.score($0)!, $1) > (audit.score($1)!, $0) }
  let rest = rows.filter { audit.score($0)! < estimate.cut }
  return Finding(
    kind: "mislabeled",
    title: "\(members.count) of \(Text.count(rows.count, "\(state.word) label")) \(members.count == 1 ? "looks" : "look") wrong; "
      + "an estimated \(Decimals.percent(precision.value)) of them (\(Decimals.percent(precision.low)) to \(Decimals.percent(precision.high))) are; "
      + Effect(members, rest, survey.samples).text,
    severity: Severity.of(precision.value * Double(members.count) / Double(rows.count), half: 0.01), members: members,
    scores: members.map { audit.score($0)! }, rest: rest,
    details: [
      "subset": .string(state.word), "precision": range(precision), "recall": .number(estimate.recall),
      "cut": .number(estimate.cut), "planted": .number(Double(audit.planted.count)),
      "confident_disagreements": .number(Double(audit.disagreements)),
      "suggested": .array(members.prefix(1000).map { .number(Double(audit.suggested[$0])) }),
      "cuts": .array(
        estimate.curve([0.25, 0.5, 0.75, 0.9, 0.95]).map {
          .object([
            "recall": .number($0.recall), "listed": .number(Double($0.listed)), "precision": .number($0.precision),
          ])
        }),
    ])
}

private func range(_ range: ErrorEstimate.Range) -> JSON {
  .object(["value": .number(range.value), "low": .number(range.low), "high": .number(range.high)])
}
