/// The nearest rows of some points, found from scores.
///
/// Candidates wait by score. When enough wait, they are measured in double precision, the best first, until the rest cannot
/// be nearer than the k-th: so few are measured, and answers are those of the exact distances, ties by row.
struct Candidates {
  struct Waiting {
    var score: Float
    var row: Int32
  }

  /// `[points]`: the least score that is worth a look; +infinity for one that looks no more.
  let thresholds: UnsafeMutablePointer<Float>
  private let waiting: UnsafeMutablePointer<Waiting>
  private let waitingCounts: UnsafeMutablePointer<Int32>
  private let nearest: UnsafeMutablePointer<NearestRows>
  /// Candidates that may wait for a point.
  let room: Int
  private let owner: [AnyObject]

  /// - Parameters: `points` of them, each with its `k` nearest. Memory is O(points k).
  init(points: Int, k: Int) {
    room = max(32, min(128, k))
    let thresholds = Buffer<Float>(points)
    let waiting = Buffer<Waiting>(points * room)
    let counts = Buffer<Int32>(points)
    let entries = Buffer<NearestRows.Entry>(points * max(1, k))
    let nearest = Buffer<NearestRows>(points)
    for i in 0..<points { nearest.pointer[i] = NearestRows(entries.pointer + i * max(1, k), k: k) }
    for i in 0..<points { thresholds.pointer[i] = .infinity }
    self.thresholds = thresholds.pointer
    self.waiting = waiting.pointer
    waitingCounts = counts.pointer
    self.nearest = nearest.pointer
    owner = [thresholds, waiting, counts, entries, nearest]
  }

  /// Lets a point look for anything.
  func open(_ point: Int, k: Int) {
    thresholds[point] = k > 0 ? -.infinity : .infinity
    waitingCounts[point] = 0
    nearest[point].clear()
  }

  /// - Returns: whether the point's candidates must be measured before the next is added.
  @inline(__always)
  func add(_ row: Int32, score: Float, to point: Int) -> Bool {
    let count = Int(waitingCounts[point])
    waiting[point * room + count] = Waiting(score: score, row: row)
    waitingCounts[point] = Int32(count + 1)
    return count + 1 == room
  }

  /// Measures what waits.
  /// - Parameters:
  ///   - least: no square is smaller.
  ///   - square: of a row's distance, as `NeighborMetric.square`.
  ///   - threshold: the least score of a row that may be as near as a square.
  /// - Returns: whether all k are as near as `least`.
  @discardableResult
  func measure(_ point: Int, least: Double, square: (Int32) -> Double, threshold: (Double) -> Float) -> Bool {
    let list = UnsafeMutableBufferPointer(start: waiting + point * room, count: Int(waitingCounts[point]))
    waitingCounts[point] = 0
    sort(list)
    for candidate in list {
      if candidate.score < thresholds[point] { break }
      let row = Int(candidate.row)
      // Among equals at the least distance only lower rows can get in.
      if nearest[point].worst <= least, nearest[point][0].row < row { continue }
      let before = nearest[point].worst
      nearest[point].offer(square(candidate.row), row)
      let worst = nearest[point].worst
      if worst < before { thresholds[point] = threshold(worst) }
    }
    return nearest[point].worst <= least
  }

  /// Lets a point look no more.
  func close(_ point: Int) { thresholds[point] = .infinity }

  /// The nearest of a point, sorted; nothing may be added afterwards.
  func finish(_ point: Int) -> NearestRows {
    nearest[point].sort()
    return nearest[point]
  }

  /// Sorts by falling score, by insertion, for there are few.
  private func sort(_ list: UnsafeMutableBufferPointer<Waiting>) {
    guard list.count > 1 else { return }
    for i in 1..<list.count {
      let item = list[i]
      var j = i
      while j > 0, list[j - 1].score < item.score {
        list[j] = list[j - 1]
        j -= 1
      }
      list[j] = item
    }
  }
}
