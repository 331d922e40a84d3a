/// Blocks of channels that a max-pool window can be taken over.
protocol PoolLanes: Lanes {
  /// `poolWindow` of the block's channels and, where `found` is given, `storeWinner`.
  static func pool(
    _ a: Self, _ b: Self, _ c: Self, _ d: Self, to destination: UnsafeMutablePointer<Float>,
    found: UnsafeMutablePointer<UInt8>?)
}

extension Lanes8: PoolLanes {
  @inline(__always) static func pool(
    _ a: Lanes8, _ b: Lanes8, _ c: Lanes8, _ d: Lanes8, to destination: UnsafeMutablePointer<Float>,
    found: UnsafeMutablePointer<UInt8>?
  ) {
    poolWindow(a.a, b.a, c.a, d.a, to: destination)
    if let found { storeWinner(a.a, b.a, c.a, d.a, to: found) }
  }
}

extension Lanes16: PoolLanes {
  @inline(__always) static func pool(
    _ a: Lanes16, _ b: Lanes16, _ c: Lanes16, _ d: Lanes16, to destination: UnsafeMutablePointer<Float>,
    found: UnsafeMutablePointer<UInt8>?
  ) {
    Lanes8.pool(Lanes8(a: a.a), Lanes8(a: b.a), Lanes8(a: c.a), Lanes8(a: d.a), to: destination, found: found)
    Lanes8.pool(
      Lanes8(a: a.b), Lanes8(a: b.b), Lanes8(a: c.b), Lanes8(a: d.b), to: destination + 8, found: found.map { $0 + 8 })
  }
}
