import Kernels
import PluginKit

/// Samples of one subset that are there more than once: one finding for exact copies, one for near ones.
///
/// Severity: superfluous copies as a share of all samples, half at 5%; or groups whose labels differ as a share of the groups,
/// half at 50%, where that is more.
func findDuplicates(_ survey: Survey) -> [Finding] {
  let samples = survey.samples
  let exact = survey.copies.exact.flatMap { rows in
    Dictionary(grouping: rows) { samples.states[$0].rawValue }.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 }
  }
  var sets = DisjointSets(count: samples.count)
  for (a, b) in survey.copies.near where samples.states[a] == samples.states[b] { sets.join(a, b) }
  let what = survey.copies.basis == .content ? "exact copies of one another" : "equal in all features"
  return [
    duplicateFinding(exact, "exact", what, survey),
    duplicateFinding(sets.groups(), "near", "nearly the same for the model", survey),
  ].compactMap { $0 }
}

private func duplicateFinding(_ groups: [[Int]], _ match: String, _ what: String, _ survey: Survey) -> Finding? {
  guard !groups.isEmpty else { return nil }
  let samples = survey.samples
  let conflicts = groups.filter { Set($0.map { samples.labels[$0] }.filter { $0 >= 0 }).count > 1 }
  // Groups whose labels differ first, then the largest.
  let isConflict = Set(conflicts.map { $0[0] })
  let order = groups.sorted {
    (isConflict.contains($0[0]) ? 0 : 1, -$0.count, $0[0]) < (isConflict.contains($1[0]) ? 0 : 1, -$1.count, $1[0])
  }
  let members = order.flatMap { $0 }
  let surplus = Double(members.count - groups.count) / Double(samples.count)
  let disagreement =
    conflicts.isEmpty
    ? "" : "; \(conflicts.count == 1 ? "1 group has" : "\(conflicts.count) groups have") different labels"
  return Finding(
    kind: "duplicate",
    title: "\(members.count) samples are \(what), in \(Text.count(groups.count, "group"))" + disagreement,
    severity: max(
      Severity.of(surplus, half: 0.05), Severity.of(Double(conflicts.count) / Double(groups.count), half: 0.5)),
    members: members,
    details: [
      "match": .string(match), "groups": .number(Double(groups.count)), "conflicting_groups": .number(Double(conflicts.count)),
      "largest_groups": .array(order.prefix(100).map { .array($0.prefix(20).map { .number(Double($0)) }) }),
    ])
}
