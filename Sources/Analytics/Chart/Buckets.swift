/// The values of each group side by side, by counting, so that no group has a container of its own. O(rows + groups).
struct Buckets {
  /// Where each group's values begin, and at the end their number.
  private let starts: [Int]
  /// Empty where only counts are asked for.
  private let values: [Double]

  /// - Parameters:
  ///   - codes: one array a table: the group of each row below `groups`, or -1
  ///   - values: like `codes`, with the value of each row; nil to count alone
  init(_ codes: [[Int32]], groups: Int, values columns: [[Double]]?) {
    var starts = [Int](repeating: 0, count: groups + 1)
    for table in codes {
      for code in table where code >= 0 { starts[Int(code) + 1] += 1 }
    }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    self.starts = starts
    guard let columns else {
      values = []
      return
    }
    var sorted = [Double](repeating: 0, count: starts[groups])
    for (codes, values) in zip(codes, columns) {
      for row in codes.indices where codes[row] >= 0 {
        let group = Int(codes[row])
        sorted[starts[group]] = values[row]
        starts[group] += 1
      }
    }
    values = sorted
  }

  func count(_ group: Int) -> Int { starts[group + 1] - starts[group] }

  /// - Precondition: not made to count alone.
  subscript(group: Int) -> ArraySlice<Double> { values[starts[group]..<starts[group + 1]] }
}
