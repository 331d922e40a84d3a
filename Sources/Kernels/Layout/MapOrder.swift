/// Samples along a curve that stays near (Morton 1966): what is close on the map is close in memory.
enum MapOrder {
  private static let side: Float = 1023.9

  /// - Returns: `[n]`, the samples in the curve's order; those of one cell keep theirs.
  static func along(_ places: UnsafePointer<SIMD2<Float>>, count n: Int) -> Buffer<Int32> {
    let bounds = MapBounds(places, count: n)
    let width = bounds.high - bounds.low
    let scale = SIMD2(width.x > 1e-30 ? side / width.x : 0, width.y > 1e-30 ? side / width.y : 0)
    let cells = 1 << 20
    let keys = Buffer<UInt32>(n)
    let next = Buffer<Int32>(cells + 1)
    for i in 0..<n {
      let p = (places[i] - bounds.low) * scale
      let key = spread(UInt32(p.x)) | spread(UInt32(p.y)) << 1
      keys.pointer[i] = key
      next.pointer[Int(key) + 1] += 1
    }
    for cell in 0..<cells { next.pointer[cell + 1] += next.pointer[cell] }
    let order = Buffer<Int32>(n)
    for i in 0..<n {
      let cell = Int(keys.pointer[i])
      order.pointer[Int(next.pointer[cell])] = Int32(truncatingIfNeeded: i)
      next.pointer[cell] += 1
    }
    return order
  }

  /// Puts a zero between each two of the low 10 bits.
  private static func spread(_ x: UInt32) -> UInt32 {
    var v = x & 0x3FF
    v = (v | v << 8) & 0x00FF_00FF
    v = (v | v << 4) & 0x0F0F_0F0F
    v = (v | v << 2) & 0x3333_3333
    return (v | v << 1) & 0x5555_5555
  }
}

extension MapDescent {
  /// Sorts samples along a curve over the map; nothing else changes.
  package func reorder() {
    let fresh = MapOrder.along(places.pointer, count: count)
    let inverse = Buffer<Int32>(count)
    for i in 0..<count { inverse.pointer[Int(fresh.pointer[i])] = Int32(truncatingIfNeeded: i) }
    graph = graph.reordered(fresh.pointer, place: inverse.pointer, parallel: parallel)
    func sorted<Element>(_ values: Buffer<Element>) -> Buffer<Element> {
      let result = Buffer<Element>(count)
      for i in 0..<count { result.pointer[i] = values.pointer[Int(fresh.pointer[i])] }
      return result
    }
    (places, steps, gains, order) = (sorted(places), sorted(steps), sorted(gains), sorted(order))
  }
}
