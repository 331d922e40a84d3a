import Kernels
import PluginKit

/// Groups that are good in training and bad in validation (in the test subset where there is no validation).
///
/// A group counts where its gap between both mean losses is larger than that of the others (Welch's test of four means,
/// Benjamini-Hochberg over all groups), its training loss is at most a tenth above that of all, and its validation loss at least
/// half above that of the others.
///
/// Severity: the part of the validation loss that the group has in excess of the others' mean; half at 30%.
func findOverFitGroups(_ survey: Survey) -> [Finding] {
  let samples = survey.samples, options = survey.options
  let training = samples.labeled.filter { samples.states[$0] == .training }
  let validation = samples.labeled.filter { samples.states[$0] == .validation }
  let (rows, word) =
    validation.isEmpty ? (samples.labeled.filter { samples.states[$0] == .test }, "test") : (validation, "validation")
  guard training.count >= 2 * options.minimum, rows.count >= 2 * options.minimum else { return [] }
  nonisolated(unsafe) let losses = samples.losses  // Memory of the population, which nobody writes.
  let facets = survey.facets.all.filter { $0.name != "subset" }
  let slices = Slices(facets, rows: rows, outcome: { Double(losses[$0]) }, parallel: survey.work.parallel)
  let seen = slices.spreads(training) { Double(losses[$0]) }
  let unseen = slices.spreads(rows) { Double(losses[$0]) }
  func spread(_ rows: [Int]) -> Spread {
    var all = Spread()
    for row in rows { all.add(Double(losses[row])) }
    return all
  }
  let (allSeen, allUnseen) = (spread(training), spread(rows))
  var tested: [(slice: Slices.Slice, t: Double, p: Double)] = []
  for table in seen.indices {
    for bin in seen[table].indices {
      let (a, b) = (seen[table][bin], unseen[table][bin])
      guard a.count >= options.minimum, b.count >= options.minimum, 2 * b.count <= rows.count, 2 * a.count <= training.count
      else { continue }
      let (t, p) = Welch.test(plus: [b, allSeen.without(a)], minus: [a, allUnseen.without(b)])
      tested.append((Slices.Slice(table: table, bin: bin), t, p))
    }
  }
  let rates = FalseDiscovery.adjusted(tested.map(\.p))
  func group(_ slice: Slices.Slice) -> (seen: Spread, unseen: Spread) {
    (seen[slice.table][slice.bin], unseen[slice.table][slice.bin])
  }
  let worse = tested.indices.filter { i in
    let (a, b) = group(tested[i].slice)
    return rates[i] <= options.falseDiscoveries && a.mean <= 1.1 * allSeen.mean && b.mean >= 1.5 * allUnseen.without(b).mean
      && slices.parents(of: tested[i].slice).allSatisfy { b.mean > 1.2 * group($0).unseen.mean }
  }.sorted { (tested[$0].t, $1) > (tested[$1].t, $0) }
  return slices.distinct(worse.map { tested[$0].slice }, of: rows, most: options.findings).map { slice, found in
    let members = found.sorted { (losses[$0], $1) > (losses[$1], $0) }
    let inside = Set(members)
    let (a, b) = group(slice)
    let excess = (b.mean - allUnseen.without(b).mean) * Double(b.count) / allUnseen.sum
    let i = tested.firstIndex { $0.slice.table == slice.table && $0.slice.bin == slice.bin }!
    return Finding(
      kind: "over-fit-group",
      title: "\(members.count) \(word) samples with \(slices.phrase(slice)) are learned by heart: "
        + "loss \(Decimals.short(a.mean)) in training and \(Decimals.short(b.mean)) here, where others have \(Decimals.short(allSeen.without(a).mean)) and "
        + Decimals.short(allUnseen.without(b).mean),
      severity: Severity.of(excess, half: 0.3), members: members, rest: rows.filter { !inside.contains($0) },
      known: slices.names(slice),
      details: [
        "group": .string(slices.phrase(slice)), "subset": .string(word), "training_size": .number(Double(a.count)),
        "training_loss": .number(a.mean), "loss": .number(b.mean), "excess_loss_share": .number(excess),
        "p": .number(tested[i].p), "false_discovery_rate": .number(rates[i]), "tested": .number(Double(tested.count)),
      ])
  }
}
