/// What pushes the samples of a t-SNE map apart: with w = 1 / (1 + |a - b|²), the forces `-sum of w² (a - b)` over all b, and
/// Z, the sum of w over all pairs of different samples (each counted twice).
package protocol Repulsion: AnyObject {
  /// - Parameters:
  ///   - places: `[n]`, finite.
  ///   - bounds: of the places.
  ///   - forces: `[n]`, overwritten.
  /// - Returns: Z.
  func push(
    _ places: UnsafePointer<SIMD2<Float>>, count: Int, bounds: MapBounds, forces: UnsafeMutablePointer<SIMD2<Float>>,
    parallel: Parallel
  ) -> Double
}

/// The least rectangle round a map.
package struct MapBounds {
  /// The least x and y.
  package var low: SIMD2<Float>
  /// The largest x and y.
  package var high: SIMD2<Float>

  /// The bounds of no places: any place that is added becomes both corners.
  package static let none = MapBounds(low: SIMD2(repeating: .infinity), high: SIMD2(repeating: -.infinity))

  /// Bounds from two corners.
  package init(low: SIMD2<Float>, high: SIMD2<Float>) {
    self.low = low
    self.high = high
  }

  /// The bounds of `places` `[count]`.
  package init(_ places: UnsafePointer<SIMD2<Float>>, count: Int) {
    self = .none
    for i in 0..<count { add(places[i]) }
  }

  /// Widens the bounds so that they hold `p`.
  @inline(__always)
  package mutating func add(_ p: SIMD2<Float>) {
    low = low.replacing(with: p, where: p .< low)
    high = high.replacing(with: p, where: p .> high)
  }

  var extent: Float { max(0, max(high.x - low.x, high.y - low.y)) }
}

/// All pairs: for maps so small that a mesh costs more.
package final class ExactRepulsion: Repulsion {
  /// Needs no memory between calls.
  package init() {}

  /// `Repulsion.push`, exact but for rounding.
  /// - Complexity: O(n²).
  package func push(
    _ places: UnsafePointer<SIMD2<Float>>, count n: Int, bounds: MapBounds, forces: UnsafeMutablePointer<SIMD2<Float>>,
    parallel: Parallel
  ) -> Double {
    let size = padded8(n)
    let plane = Buffer<Float>(2 * size)
    let (xs, ys) = (plane.pointer, plane.pointer + size)
    // Padding lies so far away that it neither pushes nor counts.
    for i in 0..<size { (xs[i], ys[i]) = i < n ? (places[i].x, places[i].y) : (1e18, 1e18) }
    let block = 64
    let parts = Buffer<Double>((n + block - 1) / block)
    parallel.run((n + block - 1) / block) { _, unit in
      var z = 0.0
      for i in unit * block..<min(n, (unit + 1) * block) {
        let x = SIMD8(repeating: xs[i]), y = SIMD8(repeating: ys[i])
        var sum = SIMD8<Float>.zero, fx = SIMD8<Float>.zero, fy = SIMD8<Float>.zero
        for j in stride(from: 0, to: size, by: 8) {
          let dx = load8(xs + j) - x, dy = load8(ys + j) - y
          let w = 1 / SIMD8<Float>(repeating: 1).addingProduct(dx, dx).addingProduct(dy, dy)
          let square = w * w
          sum += w
          fx.addProduct(square, dx)
          fy.addProduct(square, dy)
        }
        // Its own 1 is in the sum.
        z += Double(total(sum)) - 1
        forces[i] = SIMD2(total(fx), total(fy))
      }
      parts.pointer[unit] = z
    }
    return max((0..<(n + block - 1) / block).reduce(0) { $0 + parts.pointer[$1] }, 1e-30)
  }
}
