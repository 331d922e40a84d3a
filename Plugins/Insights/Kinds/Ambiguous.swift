import PluginKit

/// Samples between two classes: no class has more than half of the neighbors, or a linear model cannot tell them.
///
/// Severity: their share of the labeled samples; half at 2%.
func findAmbiguous(_ survey: Survey) -> [Finding] {
  let samples = survey.samples
  /// Nats; two classes that are equally likely have 0.69.
  let unsure = 0.6
  struct Pair: Hashable { let low, high: Int }
  var found: [Pair: [(row: Int, unity: Double)]] = [:]
  for row in 0..<samples.count {
    // A label that is probably wrong has its own kind.
    if let score = survey.audit.score(row), score >= survey.audit.cut { continue }
    var votes: [Int: Int] = [:]
    for neighbor in survey.graph.of(row) where samples.labels[neighbor] >= 0 {
      votes[samples.labels[neighbor], default: 0] += 1
    }
    let count = votes.values.reduce(0, +)
    guard votes.count > 1, count >= 4 else { continue }
    let order = votes.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    let unity = Double(order[0].value) / Double(count)
    guard unity <= 0.5 || (unity <= 0.7 && survey.audit.entropy[row] ?? 0 >= unsure) else { continue }
    let pair = Pair(low: min(order[0].key, order[1].key), high: max(order[0].key, order[1].key))
    found[pair, default: []].append((row, unity))
  }
  return found.compactMap { pair, list in
    guard list.count >= 5 else { return nil }
    let members = list.sorted { ($0.unity, $0.row) < ($1.unity, $1.row) }
    let rows = members.map(\.row)
    let inside = Set(rows)
    let effect = Effect(rows, samples.labeled.filter { !inside.contains($0) }, samples).text
    return Finding(
      kind: "ambiguous",
      title: "\(rows.count) samples lie between class \(pair.low) and class \(pair.high): their neighbors do not agree on either"
        + (effect.isEmpty ? "" : "; \(effect)"),
      severity: Severity.of(Double(rows.count) / Double(samples.count), half: 0.02), members: rows,
      scores: members.map { 1 - $0.unity }, known: ["label"],
      details: ["classes": .array([.number(Double(pair.low)), .number(Double(pair.high))])])
  }
}
