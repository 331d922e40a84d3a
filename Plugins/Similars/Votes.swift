/// The labels of one sample's neighbors.
struct Votes {
  /// Neighbors that have a label.
  let count: Int
  /// The most frequent label, of equals the smallest; nil when no neighbor has one.
  let winner: Int?
  /// Neighbors with that label.
  let winnerCount: Int
  /// Different labels among them.
  let classes: Int
  private let labels: [Int64]

  /// - Parameters:
  ///   - neighbors: rows, -1 past the last.
  ///   - labels: of the population, -1 where there is none.
  init(_ neighbors: UnsafeBufferPointer<Int64>, _ labels: UnsafeBufferPointer<Int64>) {
    var found: [Int64] = []
    found.reserveCapacity(neighbors.count)
    for row in neighbors where row >= 0 && labels[Int(row)] >= 0 { found.append(labels[Int(row)]) }
    found.sort()
    var (best, bestCount, classes, begin) = (Int64(-1), 0, 0, 0)
    for i in found.indices where i + 1 == found.count || found[i + 1] != found[i] {
      classes += 1
      if i + 1 - begin > bestCount { (best, bestCount) = (found[i], i + 1 - begin) }
      begin = i + 1
    }
    self.labels = found
    self.classes = classes
    count = found.count
    winner = best < 0 ? nil : Int(best)
    winnerCount = bestCount
  }

  /// The share of the votes for a label; nil for no label or no votes.
  func share(of label: Int64) -> Double? {
    guard label >= 0, count > 0 else { return nil }
    var same = 0
    for other in labels where other == label { same += 1 }
    return Double(same) / Double(count)
  }

  /// The share of the most frequent label, 0 without votes.
  var unity: Double { count == 0 ? 0 : Double(winnerCount) / Double(count) }
}
