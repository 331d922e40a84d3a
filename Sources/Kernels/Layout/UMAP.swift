/// Uniform manifold approximation and projection.
///
/// McInnes, Healy, Melville, "UMAP: Uniform Manifold Approximation and Projection" (2018), with its curve for a least distance
/// of 0.1. Rounds are made deterministic: a sample's own place moves with each of its edges at once, all other places are those
/// of the round before, and only the sample itself moves. So the pull of an edge counts once where the paper's counts at both
/// ends, which changes the balance a little; measured quality is no worse.
public struct UMAP: Sendable {
  /// Neighbors of each sample, itself not counted.
  public let neighbors: Int
  private let seed: UInt64
  /// Rounds in place of `rounds(count:)`; nil: those.
  private let limit: Int?
  /// 1 / (1 + a d^2b) is the affinity on the map.
  private static let a: Float = 1.5769434
  private static let b: Float = 0.8950609

  /// A layout that looks at so many neighbors of each sample; the map depends on the seed.
  public init(neighbors: Int, seed: UInt64) { self.init(neighbors: neighbors, seed: seed, rounds: nil) }

  /// A layout of so many `rounds` in place of `rounds(count:)`, for tests.
  package init(neighbors: Int, seed: UInt64, rounds: Int?) {
    self.neighbors = neighbors
    self.seed = seed
    limit = rounds
  }

  /// Rounds for n samples: more for few, as there is less to do.
  public static func rounds(count n: Int) -> Int { n <= 10_000 ? 500 : 200 }

  /// A map of n samples.
  ///
  /// - Parameters:
  ///   - ids, distances: `[n, k]` nearest neighbors, ascending, all there.
  ///   - start: `[n]`, within about 10 of the origin.
  ///   - progress: told after each round how many are done, and how to get the map of that moment; what it throws ends the
  ///     layout.
  /// - Complexity: O(n k) a round.
  public func layout(
    neighbors ids: UnsafePointer<Int64>, distances: UnsafePointer<Float>, count n: Int, k: Int, start: [SIMD2<Float>],
    parallel: Parallel, progress: (_ done: Int, _ map: () -> [SIMD2<Float>]) throws -> Void
  ) rethrows -> [SIMD2<Float>] {
    guard n > 1, k > 0 else { return start.map { _ in .zero } }
    let shares = FuzzyGraph.memberships(distances, count: n, k: k, parallel: parallel)
    let graph = SparseRows(
      neighbors: ids, shares: shares.pointer, count: n, k: k, least: 0, union: .probability, parallel: parallel)
    let rounds = limit ?? Self.rounds(count: n)
    let slots = graph.starts.pointer[n]
    var largest: Float = 0
    for slot in 0..<slots { largest = max(largest, graph.values.pointer[slot]) }
    // An edge acts every `period` rounds, the heaviest in each; one that would not act once is left out, as is padding.
    let period = Buffer<Float>(slots)
    let due = Buffer<Float>(slots)
    for slot in 0..<slots {
      let weight = graph.values.pointer[slot] / largest
      period.pointer[slot] = weight * Float(rounds) >= 1 ? 1 / weight : .infinity
      due.pointer[slot] = period.pointer[slot]
    }
    var places = Buffer<SIMD2<Float>>(n)
    var next = Buffer<SIMD2<Float>>(n)
    for i in 0..<n { places.pointer[i] = start[i] }
    for round in 0..<rounds {
      let step = Step(
        graph: graph, period: period.pointer, due: due.pointer, places: places.pointer, next: next.pointer, count: n,
        time: Float(round + 1), rate: 1 - Float(round) / Float(rounds),
        key: CounterRandom(seed, 0x756D_6170, UInt64(round)).key)
      parallel.run(chunks(of: n)) { _, chunk in step.run(chunk) }
      swap(&places, &next)
      try progress(round + 1) { (0..<n).map { places.pointer[$0] } }
    }
    return (0..<n).map { places.pointer[$0] }
  }

  /// One round over all samples.
  private struct Step {
    let graph: SparseRows
    let period: UnsafeMutablePointer<Float>
    let due: UnsafeMutablePointer<Float>
    let places: UnsafePointer<SIMD2<Float>>
    let next: UnsafeMutablePointer<SIMD2<Float>>
    let count: Int
    let time: Float
    let rate: Float
    let key: UInt64

    /// Lane 0 is the edge's other end, which pulls; lanes 1 to 5 are samples at random, which push.
    func run(_ chunk: Int) {
      let (columns, starts) = (graph.columns.pointer, graph.starts.pointer)
      let pairs = UnsafeRawPointer(places).assumingMemoryBound(to: UInt64.self)
      let low = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
      for i in chunkRange(chunk, of: count) {
        var place = places[i]
        for slot in starts[i]..<starts[i + 1] where due[slot] <= time {
          due[slot] += period[slot]
          let r0 = mix(key &+ UInt64(truncatingIfNeeded: slot) &* 0xD1B5_4A32_D192_ED03)
          let r1 = mix(r0 &+ 0x9E37_79B9_7F4A_7C15)
          let r2 = r1 &* 0xFF51_AFD7_ED55_8CCD
          // A place is 64 bits; even lanes get the first of two, odd lanes the second.
          let first = SIMD4(pairs[Int(columns[slot])], pairs[pick(r0)], pairs[pick(r0 &>> 32)], 0)
          let second = SIMD4(pairs[pick(r1)], pairs[pick(r1 &>> 32)], pairs[pick(r2 &>> 32)], 0)
          let xs = (first & low) | (second &<< 32)
          let ys = (first &>> 32) | (second & ~low)
          let dx = place.x - unsafeBitCast(xs, to: SIMD8<Float>.self)
          let dy = place.y - unsafeBitCast(ys, to: SIMD8<Float>.self)
          let force = Self.forces(dx, dy)
          place = place.addingProduct(SIMD2(total(force.x), total(force.y)), SIMD2(repeating: rate))
        }
        next[i] = place
      }
    }

    /// The pull of lane 0 and the pushes of lanes 1 to 5, by their differences from the sample.
    // Inlined, the compiler would cut the lanes into pairs to fit the sums that follow: twice the time.
    @inline(never)
    private static func forces(_ dx: SIMD8<Float>, _ dy: SIMD8<Float>) -> (x: SIMD8<Float>, y: SIMD8<Float>) {
      let a = UMAP.a, b = UMAP.b
      let pull = SIMD8<Float>(-2 * a * b, 0, 0, 0, 0, 0, 0, 0)
      let push = SIMD8<Float>(0, 2 * b, 2 * b, 2 * b, 2 * b, 2 * b, 0, 0)
      let softening = SIMD8<Float>(0, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001)
      let exact = (dy * dy).addingProduct(dx, dx)
      let square = exact.replacing(with: 1e-12, where: exact .< 1e-12)
      // d^2b
      let power = exp2Lanes(SIMD8(repeating: b) * log2Lanes(square))
      let curve = SIMD8<Float>(repeating: 1).addingProduct(SIMD8(repeating: a), power)
      let force = push.addingProduct(pull, power) / (curve * (square + softening))
      return (bounded(force * dx), bounded(force * dy))
    }

    @inline(__always)
    private static func bounded(_ x: SIMD8<Float>) -> SIMD8<Float> {
      let low = x.replacing(with: -4, where: x .< -4)
      return low.replacing(with: 4, where: low .> 4)
    }

    /// One of the samples by 32 random bits.
    @inline(__always)
    private func pick(_ bits: UInt64) -> Int {
      Int(truncatingIfNeeded: ((bits & 0xFFFF_FFFF) &* UInt64(truncatingIfNeeded: count)) &>> 32)
    }

    @inline(__always)
    private func mix(_ x: UInt64) -> UInt64 {
      var z = (x ^ (x &>> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z &>> 31)
    }
  }
}
