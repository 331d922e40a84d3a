/// A symmetric, sparse matrix by rows: the graph that pulls a map together.
///
/// Each row is padded to a multiple of 8 slots by its own number with the value 0.
package final class SparseRows {
  /// Rows and columns.
  package let count: Int
  /// `[count + 1]`, where rows begin.
  package let starts: Buffer<Int>
  /// `[slots]`: the column of each slot, ascending within a row, padding behind.
  package let columns: Buffer<Int32>
  /// `[slots]`: the value of each slot, 0 in padding.
  package let values: Buffer<Float>

  init(count: Int, starts: Buffer<Int>) {
    self.count = count
    self.starts = starts
    columns = Buffer(starts.pointer[count])
    values = Buffer(starts.pointer[count])
  }

  /// What becomes of entry (i, j) with value a and its mirror image (j, i) with value b.
  package enum Union {
    /// a + b
    case sum
    /// a + b - a b: one or the other, if they were independent.
    case probability
  }

  /// Unites each entry with its mirror image; columns come out ascending.
  ///
  /// - Parameters:
  ///   - neighbors: `[n, k]`, rows of 0..<n, -1 for none.
  ///   - shares: `[n, k]`
  ///   - least: smaller entries are left out.
  package convenience init(
    neighbors: UnsafePointer<Int64>, shares: UnsafePointer<Float>, count n: Int, k: Int, least: Float, union: Union,
    parallel: Parallel
  ) {
    // Transposing twice sorts: the first gives each column's rows ascending, the second each row's columns.
    let given = SparseEntries(count: n)
    for i in 0..<n * k where neighbors[i] >= 0 && shares[i] >= least { given.starts.pointer[Int(neighbors[i]) + 1] += 1 }
    given.allocate()
    for i in 0..<n {
      for slot in i * k..<(i + 1) * k where neighbors[slot] >= 0 && shares[slot] >= least {
        given.put(Int32(truncatingIfNeeded: i), shares[slot], in: Int(neighbors[slot]))
      }
    }
    let sorted = given.transposed()
    let starts = Buffer<Int>(n + 1)
    parallel.run(chunks(of: n)) { _, chunk in
      for i in chunkRange(chunk, of: n) {
        var size = 0
        sorted.merge(given, row: i) { _, _, _ in size += 1 }
        starts.pointer[i + 1] = padded8(size)
      }
    }
    for i in 0..<n { starts.pointer[i + 1] += starts.pointer[i] }
    self.init(count: n, starts: starts)
    let (columns, values) = (columns.pointer, values.pointer)
    parallel.run(chunks(of: n)) { _, chunk in
      for i in chunkRange(chunk, of: n) {
        var slot = starts.pointer[i]
        sorted.merge(given, row: i) { column, a, b in
          columns[slot] = column
          values[slot] = union == .sum ? a + b : a + b - a * b
          slot += 1
        }
        for rest in slot..<starts.pointer[i + 1] { columns[rest] = Int32(truncatingIfNeeded: i) }
      }
    }
  }

  /// Multiplies all values so that they sum to 1.
  package func normalize(parallel: Parallel) {
    let (starts, values, count) = (starts.pointer, values.pointer, count)
    let parts = Buffer<Double>(chunks(of: count))
    parallel.run(chunks(of: count)) { _, chunk in
      let range = chunkRange(chunk, of: count)
      var sum = 0.0
      for slot in starts[range.lowerBound]..<starts[range.upperBound] { sum += Double(values[slot]) }
      parts.pointer[chunk] = sum
    }
    let sum = (0..<chunks(of: count)).reduce(0) { $0 + parts.pointer[$1] }
    guard sum > 0 else { return }
    let factor = Float(1 / sum)
    for slot in 0..<starts[count] { values[slot] *= factor }
  }

  /// This matrix with its rows and columns in another order.
  /// - Parameters: `order[place]` is the old number, `place[old]` its inverse.
  func reordered(_ order: UnsafePointer<Int32>, place: UnsafePointer<Int32>, parallel: Parallel) -> SparseRows {
    let old = starts.pointer
    let fresh = Buffer<Int>(count + 1)
    for i in 0..<count {
      let from = Int(order[i])
      fresh.pointer[i + 1] = fresh.pointer[i] + old[from + 1] - old[from]
    }
    let result = SparseRows(count: count, starts: fresh)
    let (columns, values) = (columns.pointer, values.pointer)
    let (toColumns, toValues) = (result.columns.pointer, result.values.pointer)
    parallel.run(chunks(of: count)) { _, chunk in
      for i in chunkRange(chunk, of: self.count) {
        var target = fresh.pointer[i]
        for slot in old[Int(order[i])]..<old[Int(order[i]) + 1] {
          toColumns[target] = place[Int(columns[slot])]
          toValues[target] = values[slot]
          target += 1
        }
      }
    }
    return result
  }
}
