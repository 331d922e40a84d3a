/// The k best rows seen so far, by distance and then by row, in memory of the caller.
///
/// A binary heap with the worst on top: O(log k) for a row that gets in, O(1) for one that does not. What it holds in the
/// end does not depend on the order in which rows came.
struct NearestRows {
  struct Entry {
    var square: Double
    var row: Int

    @inline(__always)
    func isFarther(than other: Entry) -> Bool {
      square > other.square || (square == other.square && row > other.row)
    }
  }

  private let entries: UnsafeMutablePointer<Entry>
  private let k: Int
  private(set) var count = 0

  /// - Parameter entries: room for `k` entries, at least one.
  init(_ entries: UnsafeMutablePointer<Entry>, k: Int) {
    self.entries = entries
    self.k = k
  }

  mutating func clear() { count = 0 }

  /// Rows farther than this cannot get in; infinite until there are k.
  @inline(__always)
  var worst: Double { count < k ? .infinity : entries[0].square }

  mutating func offer(_ square: Double, _ row: Int) {
    let entry = Entry(square: square, row: row)
    if count < k {
      count += 1
      rise(from: count - 1, entry)
    } else if entries[0].isFarther(than: entry) {
      sink(entry, below: count)
    }
  }

  /// Turns the heap into a list, nearest first. Nothing may be offered afterwards.
  mutating func sort() {
    var end = count
    while end > 1 {
      end -= 1
      let last = entries[end]
      entries[end] = entries[0]
      sink(last, below: end)
    }
  }

  subscript(i: Int) -> Entry { entries[i] }

  private func rise(from start: Int, _ entry: Entry) {
    var i = start
    while i > 0, entry.isFarther(than: entries[(i - 1) / 2]) {
      entries[i] = entries[(i - 1) / 2]
      i = (i - 1) / 2
    }
    entries[i] = entry
  }

  /// Puts `entry` in the place of the top of the first `end` entries.
  private func sink(_ entry: Entry, below end: Int) {
    var i = 0
    while true {
      var child = 2 * i + 1
      guard child < end else { break }
      if child + 1 < end, entries[child + 1].isFarther(than: entries[child]) { child += 1 }
      guard entries[child].isFarther(than: entry) else { break }
      entries[i] = entries[child]
      i = child
    }
    entries[i] = entry
  }
}

extension NearestRows {
  /// The sorted answers, in `count` places.
  func write(
    index: UnsafeMutablePointer<Int64>, distance: UnsafeMutablePointer<Float>, count places: Int, metric: NeighborMetric
  ) {
    for i in 0..<places {
      index[i] = i < count ? Int64(self[i].row) : -1
      distance[i] = i < count ? metric.distance(ofSquare: self[i].square) : .infinity
    }
  }
}
