import Kernels
import PluginKit

/// Groups that the model does significantly worse on: clusters, and slices by the values of one column or two.
///
/// Judged are the samples that the model was not trained with, where there are such with labels. Welch's test compares a
/// group's mean loss with that of the others, and Benjamini-Hochberg bounds the share of false findings over all groups that
/// were tested. A group of two columns counts only where it is worse than either column alone; one that says the same as a
/// better one is dropped.
///
/// Severity: the part of all loss that the group has in excess of the others' mean; half at 30%.
func findWeakGroups(_ survey: Survey) -> [Finding] {
  let samples = survey.samples, options = survey.options
  let rows = samples.judged
  guard rows.count >= 2 * options.minimum else { return [] }
  nonisolated(unsafe) let losses = samples.losses  // Memory of the population, which nobody writes.
  let slices = Slices(survey.facets.all, rows: rows, outcome: { Double(losses[$0]) }, parallel: survey.work.parallel)
  let spreads = slices.spreads(rows) { Double(losses[$0]) }
  var all = Spread()
  for row in rows { all.add(Double(losses[row])) }
  var tested: [(slice: Slices.Slice, t: Double, p: Double)] = []
  for table in spreads.indices {
    for (bin, group) in spreads[table].enumerated() where group.count >= options.minimum && 2 * group.count <= rows.count {
      let (t, p) = Welch.test(group, over: all.without(group))
      tested.append((Slices.Slice(table: table, bin: bin), t, p))
    }
  }
  let rates = FalseDiscovery.adjusted(tested.map(\.p))
  func mean(_ slice: Slices.Slice) -> Double { spreads[slice.table][slice.bin].mean }
  let worse = tested.indices.filter { i in
    let group = spreads[tested[i].slice.table][tested[i].slice.bin]
    return rates[i] <= options.falseDiscoveries && group.mean >= 1.5 * all.without(group).mean
      && slices.parents(of: tested[i].slice).allSatisfy { group.mean > 1.2 * mean($0) }
  }.sorted { (tested[$0].t, $1) > (tested[$1].t, $0) }
  return slices.distinct(worse.map { tested[$0].slice }, of: rows, most: options.findings).map { slice, found in
    let members = found.sorted { (losses[$0], $1) > (losses[$1], $0) }
    let inside = Set(members)
    let rest = rows.filter { !inside.contains($0) }
    let group = spreads[slice.table][slice.bin]
    let excess = (group.mean - all.without(group).mean) * Double(group.count) / all.sum
    let i = tested.firstIndex { $0.slice.table == slice.table && $0.slice.bin == slice.bin }!
    return Finding(
      kind: "weak-group",
      title: "\(members.count) \(samples.judgedAreHeldOut ? "held-out " : "")samples with \(slices.phrase(slice)) do worse: "
        + Effect(members, rest, samples).text,
      severity: Severity.of(excess, half: 0.3), members: members, rest: rest, known: slices.names(slice),
      details: [
        "group": .string(slices.phrase(slice)), "excess_loss_share": .number(excess),
        "loss_ratio": .number(group.mean / max(1e-12, all.without(group).mean)), "p": .number(tested[i].p),
        "false_discovery_rate": .number(rates[i]), "tested": .number(Double(tested.count)),
      ])
  }
}
