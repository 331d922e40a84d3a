import Kernels
import PluginKit

/// The columns that can explain a group.
struct Facets {
  let all: [Facet]
  /// Those of the columns, and label and subset, but not the cluster.
  let given: [Facet]

  /// What says how well the model did explains nothing: it is what is to be explained.
  static let outcomes: Set<String> = [
    "correct", "probability", "probability_of_truth", "loss", "entropy", "margin", "rank_of_truth", "content", "prediction",
  ]

  init(_ samples: Samples, _ clusters: Clusters) {
    var found: [Facet] = []
    func add(_ facet: Facet?) {
      if let facet, !found.contains(where: { $0.says(theSameAs: facet) }) { found.append(facet) }
    }
    if let last = samples.labels.max(), last < 1000 {
      add(Facet("label", samples.labels.map { $0 < 0 ? nil : $0 }, names: (0...max(0, last)).map { "\($0)" }))
    }
    for column in samples.columns where !Self.outcomes.contains(column.name) && column.name != "label" {
      add(Facet(column, count: samples.count))
    }
    if !found.contains(where: { $0.name == "subset" }) {
      let states: [SubsetState] = [.training, .validation, .test, .unlabeled]
      add(Facet("subset", samples.states.map { states.firstIndex(of: $0) }, names: states.map(\.word)))
    }
    given = found
    if clusters.count > 1 {
      found.append(
        Facet(
          "cluster", clusters.assignment.map { Int16($0) }, values: (0..<clusters.count).map { "\($0)" }, isDiscrete: true))
    }
    all = found
  }

  /// One column's part in what makes members different.
  struct Explanation {
    let facet: Facet
    let bin: Int
    /// Of the members and of the rest with the value.
    let count: Int
    let share: Double
    let restShare: Double
    /// Bits that the column tells about being a member.
    let information: Double
    /// Probability of so many by chance, times the number of values looked at.
    let p: Double

    var lift: Double { restShare > 0 ? share / restShare : .infinity }

    var json: JSON {
      .object([
        "name": .string(facet.name), "value": .string(facet.values[bin]), "count": .number(Double(count)),
        "share": .number(share), "rest_share": .number(restShare), "lift": lift.isFinite ? .number(lift) : .null,
        "mutual_information": .number(information), "p": .number(p),
      ])
    }
  }

  /// The columns that tell most about being a member, at most five, each with its most telling value.
  /// - Complexity: O(columns * (members + rest)).
  func explain(_ members: [Int], against rest: [Int], leavingOut known: Set<String>) -> [Explanation] {
    guard !members.isEmpty, !rest.isEmpty else { return [] }
    let found = given.filter { !known.contains($0.name) }.compactMap { explain($0, members, rest) }
    return Array(found.sorted { ($0.information, $1.facet.name) > ($1.information, $0.facet.name) }.prefix(5))
  }

  private func explain(_ facet: Facet, _ members: [Int], _ rest: [Int]) -> Explanation? {
    let width = facet.values.count
    // [member or not, bin]
    var counts = [Int](repeating: 0, count: 2 * width)
    for row in members where facet.bins[row] >= 0 { counts[Int(facet.bins[row])] += 1 }
    for row in rest where facet.bins[row] >= 0 { counts[width + Int(facet.bins[row])] += 1 }
    let (inside, outside) = (counts[..<width].reduce(0, +), counts[width...].reduce(0, +))
    guard inside > 0, outside > 0 else { return nil }
    // The value whose share grows most, in the sense of the information that it carries.
    var (best, most) = (-1, 0.0)
    for bin in 0..<width where counts[bin] > 0 {
      let (share, restShare) = (Double(counts[bin]) / Double(inside), Double(counts[width + bin]) / Double(outside))
      let gain = share * logarithm(share / max(restShare, 0.5 / Double(outside)))
      if gain > most { (best, most) = (bin, gain) }
    }
    guard best >= 0 else { return nil }
    let p = Tails.hypergeometric(
      counts[best], drawn: inside, marked: counts[best] + counts[width + best], all: inside + outside)
    let adjusted = min(1, p * Double(width * given.count))
    guard adjusted < 0.01 else { return nil }
    return Explanation(
      facet: facet, bin: best, count: counts[best], share: Double(counts[best]) / Double(inside),
      restShare: Double(counts[width + best]) / Double(outside), information: MutualInformation.bits(counts, columns: width),
      p: adjusted)
  }
}
