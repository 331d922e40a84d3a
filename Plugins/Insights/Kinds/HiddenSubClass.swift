import Kernels
import PluginKit

/// Classes whose samples fall into groups of their own, as open and closed 4s do.
///
/// Two ways lead to one. A *gap*: the features of the class fall into two groups with a valley between them (see `Valley`), which
/// columns then explain. A *kind*: the samples of the class that have one value of a column keep to each other: at least half of
/// their neighbors within the class have it too, and the assortativity (share - expected) / (1 - expected) is at least 0.4
/// (Newman, "Mixing patterns in networks" (2003)). Benjamini-Hochberg over all tests of each way.
///
/// Severity: the depth of the gap or the assortativity, times 0.5; it is worth knowing, not a fault.
func hiddenSubClasses(_ evidence: Evidence) throws -> [Finding] {
  let samples = evidence.samples
  var classes: [Int: [Int]] = [:]
  for row in 0..<samples.count where samples.labels[row] >= 0 { classes[samples.labels[row], default: []].append(row) }
  let large = classes.filter { $0.value.count >= 4 * evidence.options.minimum }.sorted { $0.key < $1.key }
  let gaps = try gaps(large, evidence)
  return gaps + kinds(large, evidence).filter { kind in
    // What a gap has said already is not said again.
    let members = Set(kind.members)
    return !gaps.contains { gap in 2 * gap.members.count { members.contains($0) } > min(gap.members.count, members.count) }
  }
}

/// Most samples of a class that a gap is looked for in.
private let most = 6000

private func gaps(_ classes: [(key: Int, value: [Int])], _ evidence: Evidence) throws -> [Finding] {
  let samples = evidence.samples, options = evidence.options
  var found: [(label: Int, rows: [Int], valley: Valley)] = []
  for (label, all) in classes {
    let step = (all.count + most - 1) / most
    let rows = stride(from: 0, to: all.count, by: step).map { all[$0] }
    let points = PrincipalSubspace.points(
      samples.gathered(rows).pointer, count: rows.count, dimensions: samples.dimensions, parallel: evidence.work.parallel)
    if let valley = Valley(points, seed: options.seed, parallel: evidence.work.parallel) { found.append((label, rows, valley)) }
    try evidence.work.report(0.9, "hidden sub-classes")
  }
  let rates = FalseDiscovery.adjusted(found.map(\.valley.p))
  return found.indices.compactMap { i in
    let (label, rows, valley) = found[i]
    guard rates[i] <= 0.01, valley.depth >= 0.5 else { return nil }
    let right = rows.indices.filter { valley.side[$0] }.map { rows[$0] }
    let left = rows.indices.filter { !valley.side[$0] }.map { rows[$0] }
    let (members, rest) = right.count <= left.count ? (right, left) : (left, right)
    guard members.count >= options.minimum else { return nil }
    return subClass(
      "two groups with a gap between them: \(members.count) of \(rows.count) lie apart", label, members, rest, valley.depth,
      known: ["label"], details: ["way": .string("gap"), "depth": .number(valley.depth), "p": .number(valley.p)], evidence)
  }
}

private func kinds(_ classes: [(key: Int, value: [Int])], _ evidence: Evidence) -> [Finding] {
  let samples = evidence.samples, options = evidence.options
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
    for facet in evidence.facets.given where facet.isDiscrete && facet.name != "label" && facet.name != "subset" {
      let known = rows.filter { facet.bins[$0] >= 0 }
      let groups = Dictionary(grouping: known) { Int(facet.bins[$0]) }
      for (bin, members) in groups.sorted(by: { $0.key < $1.key })
      where members.count >= options.minimum && 2 * members.count <= known.count {
        let expected = Double(members.count - 1) / Double(known.count - 1)
        var (shares, majorities, chance, judged) = (0.0, 0, 0.0, 0)
        for row in members {
          var (same, all) = (0, 0)
          for neighbor in evidence.graph.of(row) where samples.labels[neighbor] == label && facet.bins[neighbor] >= 0 {
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
        + "have \(Text.percent(kind.share)) of their neighbors, \(Text.percent(kind.expected)) expected",
      kind.label, kind.members, rest, kind.assortativity, known: ["label"],
      details: [
        "way": .string("kind"), "column": .string(kind.facet.name), "value": .string(kind.facet.values[kind.bin]),
        "neighbor_share": .number(kind.share), "expected_share": .number(kind.expected),
        "assortativity": .number(kind.assortativity), "p": .number(kind.p),
      ], evidence)
  }
}

private func subClass(
  _ what: String, _ label: Int, _ members: [Int], _ rest: [Int], _ strength: Double, known: Set<String>,
  details: [String: JSON], _ evidence: Evidence
) -> Finding {
  let samples = evidence.samples
  let inside = Set(members)
  // Most typical: those whose neighbors of the class are members, too.
  let typical = members.map { row in
    evidence.graph.of(row).count { inside.contains($0) }
  }
  let order = members.indices.sorted { (-typical[$0], members[$0]) < (-typical[$1], members[$1]) }
  let why = evidence.facets.explain(members, against: rest, leavingOut: known).first.map {
    "; \($0.facet.phrases[$0.bin]) in \(Text.percent($0.share)) against \(Text.percent($0.restShare))"
  }
  let effect = Effect(members, rest, samples).text
  return Finding(
    kind: "hidden-sub-class",
    title: "Class \(label) has \(what)" + (why ?? "") + (effect.isEmpty ? "" : "; \(effect)"),
    severity: 0.5 * strength, members: order.map { members[$0] },
    scores: order.map { evidence.graph.k == 0 ? 0 : Double(typical[$0]) / Double(evidence.graph.k) }, rest: rest, known: known,
    details: details.merging(["class": .number(Double(label))]) { $1 })
}
