import Kernels
import Testing

/// Sizes around the width of the registers.
private let sizes = [0, 1, 7, 8, 9, 16, 23, 784, 1023, 1024, 1025, 2051]

/// Values of about -1 to 1, the same for each seed.
private func values(_ count: Int, seed: UInt64) -> [Float] {
  var state = seed &* 2 &+ 1
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648
  }
}

@Suite struct ArrayLoopTests {
  @Test func everyByteIsDividedBy255() {
    let table = (0...255).map { UInt8($0) } + (0...255).reversed().map { UInt8($0) }
    let rows: [Int64] = [1, 0, 0]
    var output = [Float](repeating: -1, count: 3 * 256)
    rows.withUnsafeBufferPointer { Bytes.gatherScaled(table, size: 256, rows: $0, first: 0, to: &output) }
    for i in 0...255 {
      #expect(output[i] == Float(255 - i) / 255)
      #expect(output[256 + i] == Float(i) / 255)
      #expect(output[512 + i] == Float(i) / 255)
    }
  }

  @Test func rowsCountFromTheFirst() {
    let table: [UInt8] = [0, 51, 102, 153]
    var output: [Float] = [-1]
    [Int64(1)].withUnsafeBufferPointer { Bytes.gatherScaled(table, size: 1, rows: $0, first: 2, to: &output) }
    #expect(output == [Float(153) / 255])
  }

  @Test func largestByte() {
    #expect([UInt8]().withUnsafeBufferPointer(Bytes.largest) == nil)
    #expect([UInt8](arrayLiteral: 3, 9, 0).withUnsafeBufferPointer(Bytes.largest) == 9)
    #expect([UInt8](repeating: 255, count: 100).withUnsafeBufferPointer(Bytes.largest) == 255)
  }

  @Test(arguments: sizes) func findsWhatIsNotFinite(_ count: Int) {
    var x = values(count, seed: 1)
    #expect(x.withUnsafeBufferPointer(FloatArray.firstNonFinite) == nil)
    for bad in [Float.nan, .infinity, -.infinity] {
      for i in Set([0, count / 2, count - 1]) where i >= 0 && i < count {
        let old = x[i]
        x[i] = bad
        #expect(x.withUnsafeBufferPointer(FloatArray.firstNonFinite) == i)
        x[i] = old
      }
    }
    x = x.map { $0 < 0 ? -.greatestFiniteMagnitude : .greatestFiniteMagnitude }
    #expect(x.withUnsafeBufferPointer(FloatArray.firstNonFinite) == nil)
  }

  /// Sums in another order differ in the last bits of a double.
  private static let doubleRounding = 1e-13

  @Test(arguments: sizes) func distancesEqualTheirTwins(_ count: Int) {
    let (a, b) = (values(count, seed: 2), values(count, seed: 3))
    let wide = b.map { Double($0) * 1.1 }
    var (squared, towardsWide, dot) = (0.0, 0.0, 0.0)
    for i in 0..<count {
      squared += (Double(a[i]) - Double(b[i])) * (Double(a[i]) - Double(b[i]))
      towardsWide += (Double(a[i]) - wide[i]) * (Double(a[i]) - wide[i])
      dot += Double(a[i]) * Double(b[i])
    }
    let tolerance = Self.doubleRounding * Double(count + 1)
    #expect(abs(Distances.squared(a, b, count: count) - squared) <= tolerance)
    #expect(abs(Distances.squared(a, wide, count: count) - towardsWide) <= tolerance)
    #expect(abs(Distances.dot(a, b, count: count) - dot) <= tolerance)
    #expect(Distances.squared(a, b, count: count) == Distances.squared(b, a, count: count))
    #expect(Distances.squared(a, a, count: count) == 0)
  }

  @Test(arguments: [0, 1, 63, 64, 65, 130]) func distancesToMeans(_ n: Int) {
    let (size, m) = (13, 3)
    let samples = values(n * size, seed: 4)
    let means = values(m * size, seed: 5).map(Double.init)
    var output = [Double](repeating: -1, count: n * m)
    Distances.toMeans(samples, count: n, means: means, count: m, size: size, parallel: .serial, to: &output)
    for i in 0..<n {
      for j in 0..<m {
        var sum = 0.0
        for k in 0..<size {
          let difference = Double(samples[i * size + k]) - means[j * size + k]
          sum += difference * difference
        }
        #expect(abs(output[i * m + j] - sum.squareRoot()) <= Self.doubleRounding * Double(size))
      }
    }
  }

  @Test func sumsAreDouble() {
    var sums = [1.0, 2.0]
    for _ in 0..<1000 { FloatArray.add([0.1, 1e-9], count: 2, to: &sums) }
    #expect(abs(sums[0] - 1 - 1000 * Double(Float(0.1))) < 1e-10)
    #expect(abs(sums[1] - 2 - 1000 * Double(Float(1e-9))) < 1e-12)
  }

  @Test func moments() throws {
    #expect([Float]().withUnsafeBufferPointer { Moments($0) } == nil)
    let one = try #require([Float](arrayLiteral: 3).withUnsafeBufferPointer { Moments($0) })
    #expect((one.mean, one.standardDeviation, one.largest, one.smallest) == (3, 0, 3, 3))
    let some = try #require([Float](arrayLiteral: 2, 4, 4, 4, 5, 5, 7, 9).withUnsafeBufferPointer { Moments($0) })
    #expect((some.mean, some.standardDeviation, some.largest, some.smallest) == (5, 2, 9, 2))
  }
}
