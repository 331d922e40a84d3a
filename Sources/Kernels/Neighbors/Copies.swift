extension NeighborIndex {
  /// Answers for rows that have at least `k` copies of themselves, which are nearer than anything else: the first of them.
  ///
  /// A search for such a row stops as soon as it knows k copies: else every pair of a population of equal rows would be measured.
  ///
  /// - Parameter stopped: rows; all copies of each are among them.
  func answerCopies(
    _ stopped: [Int], k: Int, parallel: Parallel, index: UnsafeMutablePointer<Int64>, distance: UnsafeMutablePointer<Float>
  ) {
    let marks = Buffer<UInt64>(stopped.count)
    let chunk = 256
    parallel.run((stopped.count + chunk - 1) / chunk) { _, unit in
      for i in unit * chunk..<min(stopped.count, (unit + 1) * chunk) { marks.pointer[i] = mark(stopped[i]) }
    }
    let sorted = stopped.indices.map { (mark: marks.pointer[$0], row: stopped[$0]) }.sorted { $0 < $1 }
    var begin = 0
    while begin < sorted.count {
      var end = begin
      while end < sorted.count, sorted[end].mark == sorted[begin].mark { end += 1 }
      // Different rows may share a mark.
      var group = sorted[begin..<end].map(\.row)
      while let first = group.first {
        let copies = group.filter { square(first, $0) == 0 }
        for row in copies {
          for (j, other) in copies.prefix(k + 1).filter({ $0 != row }).prefix(k).enumerated() {
            index[row * k + j] = Int64(other)
            distance[row * k + j] = 0
          }
        }
        group.removeAll { square(first, $0) == 0 }
      }
      begin = end
    }
  }

  /// A number that copies share; 0 and -0 are equal.
  private func mark(_ row: Int) -> UInt64 {
    var sum: UInt64 = 0
    for j in 0..<dimensions {
      sum = (sum ^ UInt64((rows[row * dimensions + j] + 0).bitPattern)) &* 0x9E37_79B9_7F4A_7C15
      sum ^= sum >> 29
    }
    return sum
  }
}
