/// Sums of products of centered columns, in tiles of 32 by 32 columns.
struct Covariance {
  /// `[d]`
  let mean: [Double]
  /// A power of two by which values were multiplied, so that squares neither overflow nor vanish.
  let scale: Double
  /// `[d, d]`, divided by n: covariances of the scaled values.
  let values: [Double]

  private static let tile = 32
  private static let strip = 64

  /// - Complexity: O(n d²). Single precision within 64 rows, double precision beyond.
  init(_ rows: UnsafePointer<Float>, count n: Int, dimensions d: Int, parallel: Parallel) {
    mean = Self.means(rows, n, d, parallel)
    let largest = Self.largest(rows, n, d, mean, parallel)
    let scale = largest > 0 ? Double(sign: .plus, exponent: -Int(largest.exponent), significand: 1) : 1
    self.scale = scale
    let tile = Self.tile
    let tiles = (d + tile - 1) / tile
    var pairs: [(Int, Int)] = []
    for a in 0..<tiles { for b in a..<tiles { pairs.append((a * tile, b * tile)) } }
    var values = [Double](repeating: 0, count: d * d)
    let scratch = (0..<parallel.lanes).map { _ in Buffer<Float>(2 * Self.strip * tile) }
    let sums = (0..<parallel.lanes).map { _ in Buffer<Double>(tile * tile) }
    mean.withUnsafeBufferPointer { mean in
      values.withUnsafeMutableBufferPointer { values in
        parallel.run(pairs.count) { lane, unit in
          let (a, b) = pairs[unit]
          let sum = sums[lane].pointer
          for i in 0..<tile * tile { sum[i] = 0 }
          let left = scratch[lane].pointer
          let right = left + Self.strip * tile
          for first in stride(from: 0, to: n, by: Self.strip) {
            let last = min(n, first + Self.strip)
            Self.cut(rows, first..<last, d, from: a, mean.baseAddress!, scale, to: left)
            Self.cut(rows, first..<last, d, from: b, mean.baseAddress!, scale, to: right)
            Self.multiply(left, right, rows: last - first, to: sum)
          }
          for i in a..<min(d, a + tile) {
            for j in b..<min(d, b + tile) {
              let value = sum[(i - a) * tile + j - b] / Double(n)
              values[i * d + j] = value
              values[j * d + i] = value
            }
          }
        }
      }
    }
    self.values = values
  }

  /// Centered and scaled values of 32 columns: `target` `[rows, 32]`, zeros past column d.
  private static func cut(
    _ rows: UnsafePointer<Float>, _ range: Range<Int>, _ d: Int, from column: Int, _ mean: UnsafePointer<Double>,
    _ scale: Double, to target: UnsafeMutablePointer<Float>
  ) {
    let width = min(tile, d - column)
    var out = target
    for i in range {
      let row = rows + i * d + column
      for j in 0..<width { out[j] = Float((Double(row[j]) - mean[column + j]) * scale) }
      for j in width..<tile { out[j] = 0 }
      out += tile
    }
  }

  /// `sum[i, j] += left[r, i] right[r, j]` over all r.
  private static func multiply(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, rows: Int, to sum: UnsafeMutablePointer<Double>
  ) {
    for i in stride(from: 0, to: tile, by: 2) {
      var a0 = Lanes16.zero, a1 = Lanes16.zero, b0 = Lanes16.zero, b1 = Lanes16.zero
      for r in 0..<rows {
        let x = Lanes16.load(right + r * tile)
        let y = Lanes16.load(right + r * tile + 16)
        let p = left[r * tile + i]
        let q = left[r * tile + i + 1]
        a0 = a0.adding(x, p)
        a1 = a1.adding(y, p)
        b0 = b0.adding(x, q)
        b1 = b1.adding(y, q)
      }
      add(a0, to: sum + i * tile)
      add(a1, to: sum + i * tile + 16)
      add(b0, to: sum + (i + 1) * tile)
      add(b1, to: sum + (i + 1) * tile + 16)
    }
  }

  @inline(__always)
  private static func add(_ x: Lanes16, to sum: UnsafeMutablePointer<Double>) {
    for j in 0..<8 {
      sum[j] += Double(x.a[j])
      sum[8 + j] += Double(x.b[j])
    }
  }

  private static func means(_ rows: UnsafePointer<Float>, _ n: Int, _ d: Int, _ parallel: Parallel) -> [Double] {
    let parts = Buffer<Double>(chunks(of: n) * d)
    parallel.run(chunks(of: n)) { _, chunk in
      let sum = parts.pointer + chunk * d
      for i in chunkRange(chunk, of: n) { FloatArray.add(rows + i * d, count: d, to: sum) }
    }
    var mean = [Double](repeating: 0, count: d)
    for chunk in 0..<chunks(of: n) { for j in 0..<d { mean[j] += parts.pointer[chunk * d + j] } }
    for j in 0..<d { mean[j] /= Double(max(1, n)) }
    return mean
  }

  /// The largest distance of a value from its column's mean.
  private static func largest(
    _ rows: UnsafePointer<Float>, _ n: Int, _ d: Int, _ mean: [Double], _ parallel: Parallel
  ) -> Double {
    let parts = Buffer<Double>(chunks(of: n))
    mean.withUnsafeBufferPointer { mean in
      parallel.run(chunks(of: n)) { _, chunk in
        var found = 0.0
        for i in chunkRange(chunk, of: n) {
          for j in 0..<d {
            let value = abs(Double(rows[i * d + j]) - mean[j])
            if value > found { found = value }
          }
        }
        parts.pointer[chunk] = found
      }
    }
    return (0..<chunks(of: n)).reduce(0) { max($0, parts.pointer[$1]) }
  }
}
