import PluginKit

/// Classes whose samples fall into groups of their own, as open and closed 4s do.
///
/// Two ways lead to one. A *gap*: the features of the class fall into two groups with a valley between them (see `Valley`), which
/// columns then explain. A *kind*: the samples of the class that have one value of a column keep to each other: at least half of
/// their neighbors within the class have it too, and the assortativity (share - expected) / (1 - expected) is at least 0.4
/// (Newman, "Mixing patterns in networks" (2003)). Benjamini-Hochberg over all tests of each way.
///
/// Severity: a strength, (1 + depth of the gap) / 2 or the assortativity, times 0.5 where the members have a higher loss than the rest
/// of their class, or else times 0.25; it is worth knowing, not a fault.
func findHiddenSubClasses(_ survey: Survey) throws -> [Finding] {
  let samples = survey.samples
  var classes: [Int: [Int]] = [:]
  for row in 0..<samples.count where samples.labels[row] >= 0 { classes[samples.labels[row], default: []].append(row) }
  let large = classes.filter { $0.value.count >= 4 * survey.options.minimum }.sorted { $0.key < $1.key }
  let gaps = try findSubClassesByGaps(large, survey)
  let kinds = findSubClassesByKinds(large, survey).filter { kind in
    // What a gap has said already is not said again.
    let members = Set(kind.members)
    return !gaps.contains { gap in 2 * gap.members.count { members.contains($0) } > min(gap.members.count, members.count) }
  }
  return gaps + kinds
}

/// The finding that `members` are a class within a class.
/// - Parameter said: columns that `what` names.
func subClass(
  _ what: String, _ label: Int, _ members: [Int], _ rest: [Int], _ strength: Double, known: Set<String>, said: Set<String>,
  details: [String: JSON], _ survey: Survey
) -> Finding {
  let samples = survey.samples
  let inside = Set(members)
  // Most typical: those whose neighbors of the class are members, too.
  let typical = members.map { row in
    survey.graph.of(row).count { inside.contains($0) }
  }
  let order = members.indices.sorted { (-typical[$0], members[$0]) < (-typical[$1], members[$1]) }
  let why = survey.facets.explain(members, against: rest, leavingOut: known.union(said)).first.map {
    "; \($0.facet.phrases[$0.bin]) in \(Decimals.percent($0.share)) against \(Decimals.percent($0.restShare))"
  }
  let effect = Effect(members, rest, samples)
  let isWorse = (effect.loss.members ?? 0) > (effect.loss.rest ?? 0)
  return Finding(
    kind: "hidden-sub-class",
    title: "Class \(label) has \(what)" + (why ?? "") + (effect.text.isEmpty ? "" : "; \(effect.text)"),
    severity: (isWorse ? 0.5 : 0.25) * strength, members: order.map { members[$0] },
    scores: order.map { survey.graph.k == 0 ? 0 : Double(typical[$0]) / Double(survey.graph.k) }, rest: rest, known: known,
    details: details.merging(["class": .number(Double(label))]) { $1 })
}
