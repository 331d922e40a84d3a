import KernelTwins
import Kernels
import Testing

/// The directions in which samples vary most, against a slow twin and against distances that they must keep.
@Suite struct PrincipalComponentsTests {
  @Test(arguments: [(50, 3), (300, 40), (700, 65), (200, 2), (30, 1)]) func componentsEqualTheTwin(_ n: Int, _ d: Int) {
    let stretch = (0..<d).map { 1 + 3 / Float(1 + $0) }
    let numbers = randoms(n * d, seed: 9)
    let rows = (0..<n * d).map { 1000 + numbers[$0] * stretch[$0 % d] }
    let right = ComponentsTwin.components(rows, n, d)
    let found = PrincipalComponents(rows, count: n, dimensions: d, parallel: .serial)
    for a in 0..<min(2, d) {
      #expect(abs(found.variances[a] / right.variances[a] - 1) < 1e-5)
      let axis = Array(found.axes[a * d..<(a + 1) * d])
      let overlap = zip(axis, right.axes[a]).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(abs(overlap) - 1) < 1e-6)
      #expect(axis.max { abs($0) < abs($1) }! > 0)
    }
    if d == 1 { #expect(found.axes[1] == 0) }
  }

  @Test func componentsOfHugeTinyAndEqualValues() {
    let numbers = randoms(120, seed: 2)
    for scale in [1e-30, 1e30] as [Float] {
      let found = PrincipalComponents(numbers.map { $0 * scale }, count: 30, dimensions: 4, parallel: .serial)
      let plain = PrincipalComponents(numbers, count: 30, dimensions: 4, parallel: .serial)
      #expect(zip(found.axes, plain.axes).allSatisfy { abs($0 - $1) < 1e-4 })
    }
    let equal = PrincipalComponents([Float](repeating: 7, count: 40), count: 10, dimensions: 4, parallel: .serial)
    #expect(equal.axes.allSatisfy { $0 == 0 })
    #expect(PrincipalComponents([], count: 0, dimensions: 4, parallel: .serial).axes.allSatisfy { $0 == 0 })
  }

  @Test func componentsOfBeforeProjectTheSame() {
    let toy = ToyPopulation(count: 90, k: 5)
    let made = PrincipalComponents(toy.rows, count: 90, dimensions: 10, parallel: .serial)
    let again = PrincipalComponents(mean: made.mean, axes: made.axes, variances: made.variances)
    var places = [SIMD2<Float>](repeating: .zero, count: 90)
    again.project(toy.rows, count: 90, parallel: .serial, to: &places)
    #expect(places == toy.plane() && again.dimensions == 10)
  }

  @Test(arguments: [(1, 3), (7, 1), (50, 5), (600, 20), (40, 33)])
  func subspaceKeepsTheVarianceOfTheLargestAxes(_ shape: (n: Int, d: Int)) {
    let (n, d) = shape
    let rows = randoms(n * d, seed: 5).enumerated().map { i, x in x * Float(d - i % d) }
    let points = rows.withUnsafeBufferPointer {
      PrincipalSubspace.points($0.baseAddress!, count: n, dimensions: d, parallel: .serial)
    }
    // Of d <= 16 directions none is lost: distances are those of the rows.
    if d <= 16 {
      for i in 1..<max(2, n) where n > 1 {
        let far = (0..<d).reduce(0.0) { $0 + power(Double(rows[i * d + $1] - rows[$1]), 2) }
        let near = Double(((points[i] - points[0]) * (points[i] - points[0])).sum())
        #expect(abs(far - near) <= 1e-3 * max(1, far))
      }
    }
    #expect(points.count == n && points.allSatisfy { ($0 * $0).sum().isFinite })
    let again = rows.withUnsafeBufferPointer {
      PrincipalSubspace.points($0.baseAddress!, count: n, dimensions: d, parallel: threads(3))
    }
    #expect(again == points)
  }
}
