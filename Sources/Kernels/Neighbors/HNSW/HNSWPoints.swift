/// The vectors of an approximate index, in an order that keeps near ones together in memory.
///
/// For the cosine they are directions; a vector of zeros stays one. Rows of `stride` floats, zeros behind the dimensions.
final class HNSWPoints {
  let count: Int
  let stride: Int
  /// `[count, stride]`
  private let values: Buffer<Float>

  /// - Parameters:
  ///   - rows: `[*, dimensions]`
  ///   - order: which row each point is.
  init(
    _ rows: UnsafePointer<Float>, order: UnsafeBufferPointer<Int32>, dimensions: Int, metric: NeighborMetric,
    parallel: Parallel
  ) {
    count = order.count
    let stride = padded8(dimensions)
    self.stride = stride
    let values = Buffer<Float>(order.count * stride)
    let chunk = 512
    parallel.run((order.count + chunk - 1) / chunk) { _, unit in
      for i in unit * chunk..<min(order.count, (unit + 1) * chunk) {
        Self.shape(rows + Int(order[i]) * dimensions, dimensions, metric, to: values.pointer + i * stride)
      }
    }
    self.values = values
  }

  static func shape(
    _ row: UnsafePointer<Float>, _ dimensions: Int, _ metric: NeighborMetric, to point: UnsafeMutablePointer<Float>
  ) {
    guard metric == .cosine else {
      for j in 0..<dimensions { point[j] = row[j] }
      return
    }
    let norm = Distances.dot(row, row, count: dimensions)
    let factor = norm > 0 ? 1 / norm.squareRoot() : 0
    for j in 0..<dimensions { point[j] = Float(Double(row[j]) * factor) }
  }

  subscript(i: Int) -> UnsafePointer<Float> {
    @inline(__always) get { UnsafePointer(values.pointer + i * stride) }
  }

  /// The squared Euclidean distance in single precision, summed in an order of its own.
  @inline(__always)
  func square(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Float {
    var s0 = SIMD8<Float>.zero, s1 = SIMD8<Float>.zero, s2 = SIMD8<Float>.zero, s3 = SIMD8<Float>.zero
    var i = 0
    while i + 32 <= stride {
      let d0 = load8(a + i) - load8(b + i)
      let d1 = load8(a + i + 8) - load8(b + i + 8)
      let d2 = load8(a + i + 16) - load8(b + i + 16)
      let d3 = load8(a + i + 24) - load8(b + i + 24)
      s0.addProduct(d0, d0)
      s1.addProduct(d1, d1)
      s2.addProduct(d2, d2)
      s3.addProduct(d3, d3)
      i += 32
    }
    while i < stride {
      let d = load8(a + i) - load8(b + i)
      s0.addProduct(d, d)
      i += 8
    }
    return ((s0 + s1) + (s2 + s3)).sum()
  }
}
