import KernelTwins
import Kernels
import Testing

/// Transforms and mesh against direct sums.
@Suite struct MapMeshTests {
  /// Single precision over some ten passes.
  private let rounding = 2e-6

  @Test(arguments: [16, 32, 48, 80, 96, 144, 160, 240, 400, 480, 800])
  func transformsEqualDirectSums(_ n: Int) {
    let plan = FourierPlan(length: n)
    let numbers = randoms(n * 16, seed: UInt64(n))
    let input = Buffer<SIMD8<Float>>(2 * n), a = Buffer<SIMD8<Float>>(2 * n), b = Buffer<SIMD8<Float>>(2 * n)
    func check(_ got: UnsafePointer<SIMD8<Float>>, _ signal: (Int) -> (Double, Double), lane: Int, inverse: Bool, count: Int) {
      let right = MapTwin.transform((0..<n).map(signal), inverse: inverse)
      let floats = (0..<count).flatMap { [got[2 * $0][lane], got[2 * $0 + 1][lane]] }
      #expect(relativeError(floats, right[..<count].flatMap { [$0.0, $0.1] }) < rounding)
    }
    for i in 0..<n {
      for lane in 0..<8 {
        input.pointer[2 * i][lane] = numbers[16 * i + lane]
        input.pointer[2 * i + 1][lane] = numbers[16 * i + 8 + lane]
      }
    }
    for lane in [0, 5] {
      func signal(_ i: Int) -> (Double, Double) { (Double(numbers[16 * i + lane]), Double(numbers[16 * i + 8 + lane])) }
      check(plan.forward(input.pointer, a.pointer, b.pointer), signal, lane: lane, inverse: false, count: n)
      // What lies in the second half is not read.
      check(
        plan.forwardPadded(input.pointer, a.pointer, b.pointer), { 2 * $0 < n ? signal($0) : (0, 0) }, lane: lane, inverse: false,
        count: n)
      check(plan.inverseHalf(input.pointer, a.pointer, b.pointer), signal, lane: lane, inverse: true, count: n / 2)
    }
  }

  /// From the start of a layout to its end. Where samples lie scattered, forces are small and the mesh's errors show more.
  @Test(
    arguments: [(1e-4, 500, 0.01), (1e-2, 300, 0.01), (1, 400, 0.01), (8, 300, 0.01), (40, 700, 0.04), (150, 1100, 0.08)]
      as [(Float, Int, Double)])
  func meshForcesAreNearlyExact(_ extent: Float, _ n: Int, _ tolerance: Double) {
    let numbers = randoms(2 * n, seed: 5)
    let places = (0..<n).map { SIMD2(numbers[2 * $0], numbers[2 * $0 + 1] * 0.7) * (extent / 2) }
    let right = MapTwin.repulsion(places)
    for (repulsion, tolerance) in [(MeshRepulsion(spacing: 0.4), tolerance), (ExactRepulsion(), 1e-5)]
      as [(any Repulsion, Double)]
    {
      var forces = [SIMD2<Float>](repeating: .zero, count: n)
      let z = repulsion.push(
        places, count: n, bounds: MapBounds(places, count: n), forces: &forces, parallel: .serial)
      var (error, size) = (0.0, 0.0)
      for i in 0..<n {
        let difference = SIMD2(Double(forces[i].x), Double(forces[i].y)) - right.forces[i]
        error += (difference * difference).sum()
        size += (right.forces[i] * right.forces[i]).sum()
      }
      #expect((error / size).squareRoot() < tolerance, "extent \(extent), \(n) samples")
      #expect(abs(z / right.z - 1) < tolerance)
    }
  }

  /// One mesh over maps that grow and shrink, as in a layout.
  @Test func meshFollowsTheMap() {
    let n = 300
    let numbers = randoms(2 * n, seed: 6)
    let repulsion = MeshRepulsion(spacing: 0.5)
    for extent in [1e-3, 3e-3, 5, 30, 70, 90, 40, 2, 1e-3] as [Float] {
      let places = (0..<n).map { SIMD2(numbers[2 * $0], numbers[2 * $0 + 1]) * (extent / 2) + 3 * extent }
      var forces = [SIMD2<Float>](repeating: .zero, count: n)
      let z = repulsion.push(places, count: n, bounds: MapBounds(places, count: n), forces: &forces, parallel: .serial)
      #expect(abs(z / MapTwin.repulsion(places).z - 1) < 0.02, "extent \(extent)")
    }
  }
}
