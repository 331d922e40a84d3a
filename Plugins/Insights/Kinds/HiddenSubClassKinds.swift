import Kernels
import PluginKit

/// Classes of which the samples with one value of a column keep to each other; the strongest of each class.
/// - Parameter classes: label and rows.
func findSubClassesByKinds(_ classes: [(key: Int, value: [Int])], _ survey: Survey) -> [Finding] {
  let samples = survey.samples, options = survey.options
  struct Kind {
    let label: Int
    let facet: Facet
    let bin: Int
    let members: [Int]
    let share: Double
    let expected: Double
    let p: Double
    var assortativity: Double { (share - expected) / (1 - expected) }
  }
  var tested: [Kind] = []
  for (label, rows) in classes {
    for facet in survey.facets.given where facet.isDiscrete && facet.name != "label" && facet.name != "subset" {
      let known = rows.filter { facet.bins[$0] >= 0 }
      let groups = Dictionary(grouping: known) { Int(facet.bins[$0]) }
      for (bin, members) in groups.sorted(by: { $0.key < $1.key })
      where members.count >= options.minimum && 2 * members.count <= known.count {
        let expected = Double(members.count - 1) / Double(known.count - 1)
        var (shares, majorities, chance, judged) = (0.0, 0, 0.0, 0)
        for row in members {
          var (same, all) = (0, 0)
          for neighbor in survey.graph.of(row) where samples.labels[neighbor] == label && facet.bins[neighbor] >= 0 {
            all += 1
            if Int(facet.bins[neighbor]) == bin { same += 1 }
          }
          guard all > 0 else { continue }
          judged += 1
          shares += Double(same) / Double(all)
          if 2 * same >= all { majorities += 1 }
          chance += Tails.binomial((all + 1) / 2, of: all, p: expected)
        }
        guard judged >= options.minimum else { continue }
        tested.append(
          Kind(
            label: label, facet: facet, bin: bin, members: members, share: shares / Double(judged), expected: expected,
            p: Tails.binomial(majorities, of: judged, p: chance / Double(judged))))
      }
    }
  }
  let rates = FalseDiscovery.adjusted(tested.map(\.p))
  let kept = tested.indices.filter { rates[$0] <= 0.01 && tested[$0].share >= 0.5 && tested[$0].assortativity >= 0.4 }
    .map { tested[$0] }.sorted { ($0.assortativity, -$0.label) > ($1.assortativity, -$1.label) }
  var seen: Set<Int> = []
  return kept.filter { seen.insert($0.label).inserted }.map { kind in
    let inside = Set(kind.members)
    let rest = classes.first { $0.key == kind.label }!.value.filter { !inside.contains($0) }
    return subClass(
      "a kind of its own: \(kind.members.count) of \(kind.members.count + rest.count) have \(kind.facet.phrases[kind.bin]), and so "
        + "have \(Decimals.percent(kind.share)) of their neighbors, \(Decimals.percent(kind.expected)) expected",
      kind.label, kind.members, rest, kind.assortativity, known: ["label"], said: [kind.facet.name],
      details: [
        "way": .string("kind"), "column": .string(kind.facet.name), "value": .string(kind.facet.values[kind.bin]),
        "neighbor_share": .number(kind.share), "expected_share": .number(kind.expected),
        "assortativity": .number(kind.assortativity), "p": .number(kind.p),
      ], survey)
  }
}
