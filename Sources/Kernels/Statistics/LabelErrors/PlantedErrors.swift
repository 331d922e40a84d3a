/// Labels that are made wrong on purpose, so that it is known how many of them a method finds.
public struct PlantedErrors: Sendable {
  /// Ascending positions in the labels.
  public let positions: [Int]
  /// All labels, those at the positions changed to another class that occurs, all equally likely.
  public let labels: [Int]

  /// - Parameters:
  ///   - share: of the labels, at least one; at most half of them.
  public init(_ labels: [Int], share: Double, seed: UInt64) {
    let classes = Set(labels).sorted()
    let random = CounterRandom(seed, 0x706C_616E)
    let wanted = min(labels.count / 2, max(1, Int((Double(labels.count) * share).rounded())))
    guard classes.count > 1, wanted > 0 else {
      (positions, self.labels) = ([], labels)
      return
    }
    let keys = labels.indices.map { random.bits(UInt64($0)) }
    positions = Array(labels.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.prefix(wanted)).sorted()
    let choice = CounterRandom(seed, 0x6F74_6865)
    var changed = labels
    for position in positions {
      let others = classes.filter { $0 != labels[position] }
      changed[position] = others[Int(choice.bits(UInt64(position)) % UInt64(others.count))]
    }
    self.labels = changed
  }
}
