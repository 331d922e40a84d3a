/// Coordinates of rows along some axes, in single precision.
///
/// Sums run over strips of 64 products, and then over the strips: a coordinate is off by at most
/// (64 + dimensions / 64 + 2) 2^-24 |row| |axis|, whatever the number of dimensions.
struct Projection {
  let count: Int
  let dimensions: Int
  /// `[panels, dimensions, 16]`
  private let panels: Buffer<Float>

  static let strip = 64

  /// - Parameter axes: `[count, dimensions]`
  init(_ axes: [Double], count: Int, dimensions: Int) {
    self.count = count
    self.dimensions = dimensions
    panels = Buffer((count + 15) / 16 * 16 * dimensions)
    for p in 0..<count {
      let panel = panels.pointer + p / 16 * 16 * dimensions + p % 16
      for j in 0..<dimensions { panel[j * 16] = Float(axes[p * dimensions + j]) }
    }
  }

  /// How far the square of a row's length may be off after rounding, as a part of it, by the bound above.
  static func looseness(count: Int, dimensions: Int) -> Double {
    let coordinate = Double(strip + dimensions / strip + 4) * 0x1p-24
    return 2.1 * coordinate * Double(count).squareRoot()
  }

  /// Up to six rows `[rows, dimensions]` to `coordinates` `[rows, count]`.
  func apply(_ x: UnsafePointer<Float>, rows: Int, to coordinates: UnsafeMutablePointer<Float>) {
    let at = { (i: Int) in x + min(i, rows - 1) * dimensions }
    let rowsOf = SixPointers(p0: at(0), p1: at(1), p2: at(2), p3: at(3), p4: at(4), p5: at(5))
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 6 * 16) { sums in
      let sums = sums.baseAddress!
      for panel in 0..<(count + 15) / 16 {
        for i in 0..<96 { sums[i] = 0 }
        for from in stride(from: 0, to: dimensions, by: Self.strip) {
          let weights = panels.pointer + (panel * dimensions + from) * 16
          Self.addStrip(rowsOf, from: from, count: min(Self.strip, dimensions - from), weights, to: sums)
        }
        for i in 0..<rows {
          for c in 0..<min(16, count - panel * 16) { coordinates[i * count + panel * 16 + c] = sums[i * 16 + c] }
        }
      }
    }
  }

  @inline(__always)
  private static func addStrip(
    _ x: SixPointers, from: Int, count: Int, _ weights: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>
  ) {
    var c0 = Lanes16.zero, c1 = Lanes16.zero, c2 = Lanes16.zero, c3 = Lanes16.zero, c4 = Lanes16.zero, c5 = Lanes16.zero
    let x0 = x.p0 + from, x1 = x.p1 + from, x2 = x.p2 + from, x3 = x.p3 + from, x4 = x.p4 + from, x5 = x.p5 + from
    var w = weights
    for i in 0..<count {
      let v = Lanes16.load(w)
      c0 = c0.adding(v, x0[i])
      c1 = c1.adding(v, x1[i])
      c2 = c2.adding(v, x2[i])
      c3 = c3.adding(v, x3[i])
      c4 = c4.adding(v, x4[i])
      c5 = c5.adding(v, x5[i])
      w += 16
    }
    Lanes16.load(sums).adding(c0, 1).store(sums)
    Lanes16.load(sums + 16).adding(c1, 1).store(sums + 16)
    Lanes16.load(sums + 32).adding(c2, 1).store(sums + 32)
    Lanes16.load(sums + 48).adding(c3, 1).store(sums + 48)
    Lanes16.load(sums + 64).adding(c4, 1).store(sums + 64)
    Lanes16.load(sums + 80).adding(c5, 1).store(sums + 80)
  }
}
