/// An order in which rows that are near each other mostly stand together: halves of halves, each cut across the coordinate
/// that varies most.
///
/// The blocks at the bottom are numbered by their path, so blocks a and b parted the later, the smaller a XOR b is.
struct BlockTree {
  /// `[count]`: the row at each position.
  private(set) var rows: [Int32]
  /// Positions of each block; 2^depth of them.
  private(set) var blocks: [Range<Int>] = []

  /// Blocks begin at multiples of this, which 6 and 16 divide.
  static let unit = 48
  private static let largest = 12 * unit
  private static let sampled = 256

  /// - Parameter coordinates: `[count, dimensions]`; of the first `used` the tree takes its cuts.
  /// - Complexity: O(count log count).
  init(_ coordinates: UnsafePointer<Float>, count: Int, dimensions: Int, used: Int) {
    rows = (0..<Int32(count)).map { $0 }
    var depth = 0
    while count > Self.largest << depth { depth += 1 }
    blocks.reserveCapacity(1 << depth)
    var blocks: [Range<Int>] = []
    rows.withUnsafeMutableBufferPointer {
      let cutter = Cutter(coordinates: coordinates, dimensions: dimensions, used: used, rows: $0)
      cutter.cut(0..<count, depth, &blocks)
    }
    self.blocks = blocks
  }

  private struct Cutter {
    let coordinates: UnsafePointer<Float>
    let dimensions: Int
    let used: Int
    let rows: UnsafeMutableBufferPointer<Int32>

    func cut(_ range: Range<Int>, _ depth: Int, _ blocks: inout [Range<Int>]) {
      guard depth > 0 else {
        // Within a block the rows' own order, so that of equal ones the first is met first.
        rows[range].sort()
        blocks.append(range)
        return
      }
      let units = (range.count + unit - 1) / unit
      let middle = min(range.upperBound, range.lowerBound + (units + 1) / 2 * unit)
      part(range, at: middle, by: widest(range))
      cut(range.lowerBound..<middle, depth - 1, &blocks)
      cut(middle..<range.upperBound, depth - 1, &blocks)
    }

    /// The coordinate with the largest variance over a sample.
    private func widest(_ range: Range<Int>) -> Int {
      let step = range.count / sampled + 1
      var best = (variance: -1.0, axis: 0)
      for axis in 0..<used {
        var (sum, squares, n) = (0.0, 0.0, 0.0)
        for i in stride(from: range.lowerBound, to: range.upperBound, by: step) {
          let value = Double(coordinates[Int(rows[i]) * dimensions + axis])
          sum += value
          squares += value * value
          n += 1
        }
        let variance = squares / n - sum / n * (sum / n)
        if variance > best.variance { best = (variance, axis) }
      }
      return best.axis
    }

    @inline(__always)
    private func precedes(_ a: Int32, _ b: Int32, _ axis: Int) -> Bool {
      let x = coordinates[Int(a) * dimensions + axis]
      let y = coordinates[Int(b) * dimensions + axis]
      return x < y || (x == y && a < b)
    }

    /// Hoare's selection: the smallest go before position `middle`.
    private func part(_ range: Range<Int>, at middle: Int, by axis: Int) {
      guard middle < range.upperBound else { return }
      var low = range.lowerBound
      var high = range.upperBound - 1
      while low < high {
        let pivot = rows[(low + high) / 2]
        var i = low
        var j = high
        while i <= j {
          while precedes(rows[i], pivot, axis) { i += 1 }
          while precedes(pivot, rows[j], axis) { j -= 1 }
          if i <= j {
            rows.swapAt(i, j)
            i += 1
            j -= 1
          }
        }
        if middle <= j { high = j } else if middle >= i { low = i } else { return }
      }
    }
  }
}
