/// Lists of (other, value), one a row, while a matrix is built.
final class SparseEntries {
  let count: Int
  let starts: Buffer<Int>
  private var others = Buffer<Int32>(0)
  private var values = Buffer<Float>(0)
  private var next = Buffer<Int>(0)

  init(count: Int) {
    self.count = count
    starts = Buffer(count + 1)
  }

  /// Makes room for all rows; before, `starts[i + 1]` holds the size of row i.
  func allocate() {
    for i in 0..<count { starts.pointer[i + 1] += starts.pointer[i] }
    others = Buffer(starts.pointer[count])
    values = Buffer(starts.pointer[count])
    next = Buffer(count)
    for i in 0..<count { next.pointer[i] = starts.pointer[i] }
  }

  @inline(__always)
  func put(_ other: Int32, _ value: Float, in row: Int) {
    let slot = next.pointer[row]
    others.pointer[slot] = other
    values.pointer[slot] = value
    next.pointer[row] = slot + 1
  }

  func transposed() -> SparseEntries {
    let result = SparseEntries(count: count)
    let (starts, others, values) = (starts.pointer, others.pointer, values.pointer)
    for slot in 0..<starts[count] { result.starts.pointer[Int(others[slot]) + 1] += 1 }
    result.allocate()
    for j in 0..<count {
      for slot in starts[j]..<starts[j + 1] {
        result.put(Int32(truncatingIfNeeded: j), values[slot], in: Int(others[slot]))
      }
    }
    return result
  }

  /// Calls body(column, value here, value there) for the columns of either, ascending.
  @inline(__always)
  func merge(_ other: SparseEntries, row: Int, _ body: (Int32, Float, Float) -> Void) {
    var (a, b) = (starts.pointer[row], other.starts.pointer[row])
    let (endA, endB) = (starts.pointer[row + 1], other.starts.pointer[row + 1])
    while a < endA || b < endB {
      let x = a < endA ? others.pointer[a] : Int32.max
      let y = b < endB ? other.others.pointer[b] : Int32.max
      let column = min(x, y)
      body(column, x == column ? values.pointer[a] : 0, y == column ? other.values.pointer[b] : 0)
      if x == column { a += 1 }
      if y == column { b += 1 }
    }
  }
}
