import Kernels
import PluginKit

/// Most samples of a class that a gap is looked for in.
private let most = 20_000
/// How deep a gap must be to be told: a quarter fewer samples than on its less crowded side.
private let leastDepth = 0.25

/// Classes whose features have a gap.
/// - Parameter classes: label and rows.
func findSubClassesByGaps(_ classes: [(key: Int, value: [Int])], _ survey: Survey) throws -> [Finding] {
  let samples = survey.samples, options = survey.options
  var found: [(label: Int, rows: [Int], valley: Valley)] = []
  for (label, all) in classes {
    let step = (all.count + most - 1) / most
    let rows = stride(from: 0, to: all.count, by: step).map { all[$0] }
    let features = samples.gathered(rows)
    // The memory goes with the buffer, which nothing else holds.
    let points = withExtendedLifetime(features) {
      PrincipalSubspace.points(
        features.pointer, count: rows.count, dimensions: samples.dimensions, parallel: survey.work.parallel)
    }
    if let valley = Valley(points, seed: options.seed, parallel: survey.work.parallel) { found.append((label, rows, valley)) }
    try survey.work.report(0.9, "hidden sub-classes")
  }
  let rates = FalseDiscovery.adjusted(found.map(\.valley.p))
  return found.indices.compactMap { i in
    let (label, rows, valley) = found[i]
    guard rates[i] <= 0.01, valley.depth >= leastDepth else { return nil }
    let right = rows.indices.filter { valley.side[$0] }.map { rows[$0] }
    let left = rows.indices.filter { !valley.side[$0] }.map { rows[$0] }
    let (members, rest) = right.count <= left.count ? (right, left) : (left, right)
    guard members.count >= options.minimum else { return nil }
    return subClass(
      "two groups with a gap between them: \(members.count) of \(rows.count) lie apart", label, members, rest,
      (1 + valley.depth) / 2,
      known: ["label"], said: [], details: ["way": .string("gap"), "depth": .number(valley.depth), "p": .number(valley.p)],
      survey)
  }
}
