/// Places on a plane in a balanced tree, for the distance of the k-th nearest.
///
/// Friedman, Bentley, Finkel, "An algorithm for finding best matches in logarithmic expected time" (1977). The tree is implicit:
/// each node splits its range of places in half along its wider side.
package final class PlaneTree {
  private static let leaf = 16
  private let count: Int
  /// Place at each position of the tree, x and y apart; what is past the end lies infinitely far away.
  private let xs: Buffer<Float>
  private let ys: Buffer<Float>
  private let order: Buffer<Int32>

  /// - Complexity: O(n log n).
  package init(_ places: UnsafePointer<SIMD2<Float>>, count n: Int) {
    count = n
    order = Buffer(n)
    xs = Buffer(n + 16)
    ys = Buffer(n + 16)
    for i in 0..<n { order.pointer[i] = Int32(truncatingIfNeeded: i) }
    build(places, 0, n)
    for i in 0..<n + 16 {
      let place = i < n ? places[Int(order.pointer[i])] : SIMD2(repeating: .infinity)
      (xs.pointer[i], ys.pointer[i]) = (place.x, place.y)
    }
  }

  private func build(_ places: UnsafePointer<SIMD2<Float>>, _ begin: Int, _ end: Int) {
    guard end - begin > Self.leaf else { return }
    var bounds = MapBounds.none
    for i in begin..<end { bounds.add(places[Int(order.pointer[i])]) }
    let width = bounds.high - bounds.low
    let middle = (begin + end) / 2
    let axis = width.x >= width.y ? 0 : 1
    select(places, axis, begin, end, middle)
    build(places, begin, middle)
    build(places, middle, end)
  }

  /// Puts the place that belongs at `middle` there, smaller ones before it and larger ones behind (Hoare's selection).
  private func select(_ places: UnsafePointer<SIMD2<Float>>, _ axis: Int, _ begin: Int, _ end: Int, _ middle: Int) {
    let order = order.pointer
    var (low, high) = (begin, end - 1)
    while low < high {
      let center = (low + high) / 2
      let a = places[Int(order[low])][axis], b = places[Int(order[center])][axis], c = places[Int(order[high])][axis]
      let pivot = max(min(a, b), min(max(a, b), c))
      var (i, j) = (low, high)
      while i <= j {
        while places[Int(order[i])][axis] < pivot { i += 1 }
        while places[Int(order[j])][axis] > pivot { j -= 1 }
        if i <= j {
          (order[i], order[j]) = (order[j], order[i])
          i += 1
          j -= 1
        }
      }
      if middle <= j { high = j } else if middle >= i { low = i } else { return }
    }
  }

  /// Squared distance of each place's k-th nearest other place, `[n]` in the order given; infinite where there are fewer.
  /// - Complexity: O(n (log n + k)) where places are spread out.
  package func squaredReach(k: Int, parallel: Parallel) -> Buffer<Float> {
    let result = Buffer<Float>(count)
    let lists = (0..<parallel.lanes).map { _ in Buffer<Float>(k + 1) }
    let bounds = nodeBounds()
    parallel.run(chunks(of: count)) { lane, chunk in
      let list = lists[lane].pointer
      for i in chunkRange(chunk, of: self.count) {
        for j in 0..<k { list[j] = .infinity }
        self.visit(1, 0, self.count, i, list, k, bounds.pointer)
        result.pointer[Int(self.order.pointer[i])] = k > 0 ? list[k - 1] : 0
      }
    }
    return result
  }

  /// The rectangle of each node: root 1, children 2 m and 2 m + 1.
  private func nodeBounds() -> Buffer<SIMD4<Float>> {
    var nodes = 1
    var size = count
    while size > Self.leaf {
      nodes *= 2
      size = (size + 1) / 2
    }
    let result = Buffer<SIMD4<Float>>(4 * nodes)
    @discardableResult func fill(_ node: Int, _ begin: Int, _ end: Int) -> MapBounds {
      var bounds = MapBounds.none
      if end - begin > Self.leaf {
        let middle = (begin + end) / 2
        for half in [fill(2 * node, begin, middle), fill(2 * node + 1, middle, end)] {
          bounds.add(half.low)
          bounds.add(half.high)
        }
      } else {
        for i in begin..<end { bounds.add(SIMD2(xs.pointer[i], ys.pointer[i])) }
      }
      result.pointer[node] = SIMD4(lowHalf: bounds.low, highHalf: bounds.high)
      return bounds
    }
    fill(1, 0, count)
    return result
  }

  /// Keeps the k least squared distances from place i in `list`, ascending.
  private func visit(
    _ node: Int, _ begin: Int, _ end: Int, _ i: Int, _ list: UnsafeMutablePointer<Float>, _ k: Int,
    _ bounds: UnsafePointer<SIMD4<Float>>
  ) {
    if end - begin > Self.leaf {
      let near = gap(bounds[2 * node], i), far = gap(bounds[2 * node + 1], i)
      let middle = (begin + end) / 2
      if near <= far {
        if near < list[k - 1] { visit(2 * node, begin, middle, i, list, k, bounds) }
        if far < list[k - 1] { visit(2 * node + 1, middle, end, i, list, k, bounds) }
      } else {
        if far < list[k - 1] { visit(2 * node + 1, middle, end, i, list, k, bounds) }
        if near < list[k - 1] { visit(2 * node, begin, middle, i, list, k, bounds) }
      }
      return
    }
    let (x, y) = (xs.pointer[i], ys.pointer[i])
    for first in stride(from: begin, to: end, by: 8) {
      let dx = load8(xs.pointer + first) - x, dy = load8(ys.pointer + first) - y
      let squares = (dy * dy).addingProduct(dx, dx)
      for l in 0..<min(8, end - first) where squares[l] < list[k - 1] && first + l != i {
        var at = k - 1
        while at > 0, list[at - 1] > squares[l] {
          list[at] = list[at - 1]
          at -= 1
        }
        list[at] = squares[l]
      }
    }
  }

  /// Squared distance of place i from a rectangle.
  @inline(__always)
  private func gap(_ box: SIMD4<Float>, _ i: Int) -> Float {
    let x = xs.pointer[i], y = ys.pointer[i]
    let dx = max(box[0] - x, x - box[2], 0), dy = max(box[1] - y, y - box[3], 0)
    return (dy * dy).addingProduct(dx, dx)
  }
}
