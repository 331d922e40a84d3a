import PluginKit

/// Samples of a subset that judges which are also in one that trained or chose the model.
///
/// Severity: their share of the judging subset; half at 1% for exact copies, at 5% for near ones.
func findLeaks(_ survey: Survey) -> [Finding] {
  let samples = survey.samples
  let directions: [(SubsetState, SubsetState)] = [(.training, .validation), (.training, .test), (.validation, .test)]
  return directions.flatMap { from, to in
    // [row of `to`: a row of `from`]
    var exact: [Int: Int] = [:]
    for group in survey.copies.exact {
      guard let source = group.first(where: { samples.states[$0] == from }) else { continue }
      for row in group where samples.states[row] == to { exact[row] = source }
    }
    var near: [Int: Int] = [:]
    for (a, b) in survey.copies.near {
      for (source, row) in [(a, b), (b, a)] where samples.states[source] == from && samples.states[row] == to {
        if exact[row] == nil { near[row] = min(source, near[row] ?? source) }
      }
    }
    return [
      leakFinding(exact, "exact", from, to, half: 0.01, survey), leakFinding(near, "near", from, to, half: 0.05, survey),
    ].compactMap { $0 }
  }
}

private func leakFinding(
  _ found: [Int: Int], _ match: String, _ from: SubsetState, _ to: SubsetState, half: Double, _ survey: Survey
) -> Finding? {
  guard !found.isEmpty else { return nil }
  let members = found.keys.sorted()
  let rows = survey.samples.rows(in: to)
  let rest = rows.filter { found[$0] == nil }
  let effect = Effect(members, rest, survey.samples).text
  let share = Double(members.count) / Double(rows.count)
  return Finding(
    kind: "leak",
    title: "\(Text.count(members.count, "\(to.word) sample")) of \(rows.count) (\(Decimals.percent(share))) "
      + (members.count == 1 ? "has " : "have ") + (match == "exact" ? "an exact copy" : "a near copy") + " in \(from.word)"
      + (effect.isEmpty ? "" : ": \(effect)"),
    severity: Severity.of(share, half: half), members: members, rest: rest.isEmpty ? nil : rest,
    known: ["subset"],
    details: [
      "match": .string(match), "from": .string(from.word), "subset": .string(to.word),
      "copies": .array(members.prefix(1000).map { .number(Double(found[$0]!)) }),
    ])
}
