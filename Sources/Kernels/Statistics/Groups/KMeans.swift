/// k-means: Lloyd's iterations (1982) from the seeds of k-means++ (Arthur, Vassilvitskii 2007); the best of several starts.
public struct KMeans: Sendable {
  /// No cluster is empty; fewer than asked for where there are fewer different points.
  public private(set) var centers: [SIMD16<Float>] = []
  /// `[n]`, of equally near centers the first.
  public private(set) var assignment: [Int32] = []
  /// `[clusters]`: how many points each has.
  public private(set) var sizes: [Int] = []
  /// Sum of squared distances from the own center.
  public private(set) var inertia = 0.0

  private static let chunk = 2048

  /// - Parameter points: finite; unused coordinates are 0.
  /// - Complexity: O(n k) a round, at most `rounds` of them in each of `starts`.
  public init(
    _ points: [SIMD16<Float>], clusters k: Int, seed: UInt64, starts: Int = 3, rounds: Int = 40, parallel: Parallel
  ) {
    guard !points.isEmpty, k > 0 else { return }
    inertia = .infinity
    for start in 0..<starts {
      let seeds = Self.seeds(points, k, CounterRandom(seed, 0x6B6D, UInt64(start)), parallel)
      let found = Self.lloyd(points, seeds, rounds, parallel)
      if found.inertia < inertia { (centers, assignment, inertia) = found }
    }
    dropEmpty()
  }

  @inline(__always)
  static func square(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> Float {
    let d = a - b
    let s = d * d
    return total(s.lowHalf + s.highHalf)
  }

  private static func units(_ n: Int) -> Int { (n + chunk - 1) / chunk }
  private static func range(_ unit: Int, _ n: Int) -> Range<Int> { unit * chunk..<min(n, (unit + 1) * chunk) }

  private static func seeds(
    _ points: [SIMD16<Float>], _ k: Int, _ random: CounterRandom, _ parallel: Parallel
  ) -> [SIMD16<Float>] {
    let n = points.count
    var centers = [points[Int(random.bits(0) % UInt64(n))]]
    let nearest = Buffer<Float>(n), sums = Buffer<Double>(units(n))
    for i in 0..<n { nearest.pointer[i] = .infinity }
    while centers.count < k {
      let last = centers[centers.count - 1]
      points.withUnsafeBufferPointer { points in
        parallel.run(units(n)) { _, unit in
          var sum = 0.0
          for i in range(unit, n) {
            let square = square(points[i], last)
            if square < nearest.pointer[i] { nearest.pointer[i] = square }
            sum += Double(nearest.pointer[i])
          }
          sums.pointer[unit] = sum
        }
      }
      let all = (0..<units(n)).reduce(0.0) { $0 + sums.pointer[$1] }
      guard all > 0 else { break }
      var left = Double(random.uniform(UInt64(centers.count))) * all
      var unit = 0
      while unit + 1 < units(n), left >= sums.pointer[unit] {
        left -= sums.pointer[unit]
        unit += 1
      }
      var chosen = range(unit, n).first { nearest.pointer[$0] > 0 }
      for i in range(unit, n) where nearest.pointer[i] > 0 {
        chosen = i
        left -= Double(nearest.pointer[i])
        if left < 0 { break }
      }
      // Rounding may lead past the last point that is not a center yet.
      centers.append(points[chosen ?? (0..<n).first { nearest.pointer[$0] > 0 }!])
    }
    return centers
  }

  private static func lloyd(
    _ points: [SIMD16<Float>], _ seeds: [SIMD16<Float>], _ rounds: Int, _ parallel: Parallel
  ) -> (centers: [SIMD16<Float>], assignment: [Int32], inertia: Double) {
    let n = points.count, k = seeds.count
    var centers = seeds
    var assignment = [Int32](repeating: -1, count: n)
    var inertia = 0.0
    let parts = Buffer<SIMD16<Float>>(units(n) * k), counts = Buffer<Int>(units(n) * k)
    let squares = Buffer<Double>(units(n)), moves = Buffer<Int>(units(n))
    for _ in 0..<rounds {
      points.withUnsafeBufferPointer { points in
        assignment.withUnsafeMutableBufferPointer { assignment in
          // The threads write disjoint ranges, and run returns when all are done.
          nonisolated(unsafe) let assignment = assignment
          parallel.run(units(n)) { _, unit in
            let sum = parts.pointer + unit * k, count = counts.pointer + unit * k
            for c in 0..<k { (sum[c], count[c]) = (.zero, 0) }
            (squares.pointer[unit], moves.pointer[unit]) = (0, 0)
            for i in range(unit, n) {
              var (best, least) = (0, Float.infinity)
              for c in 0..<k {
                let square = square(points[i], centers[c])
                if square < least { (best, least) = (c, square) }
              }
              if assignment[i] != Int32(best) { moves.pointer[unit] += 1 }
              assignment[i] = Int32(best)
              sum[best] += points[i]
              count[best] += 1
              squares.pointer[unit] += Double(least)
            }
          }
        }
      }
      inertia = (0..<units(n)).reduce(0.0) { $0 + squares.pointer[$1] }
      guard (0..<units(n)).contains(where: { moves.pointer[$0] > 0 }) else { break }
      for c in 0..<k {
        var (sum, count) = (SIMD16<Double>.zero, 0)
        for unit in 0..<units(n) {
          sum += SIMD16<Double>(parts.pointer[unit * k + c])
          count += counts.pointer[unit * k + c]
        }
        if count > 0 { centers[c] = SIMD16<Float>(sum / Double(count)) }
      }
    }
    return (centers, assignment, inertia)
  }

  private mutating func dropEmpty() {
    var counts = [Int](repeating: 0, count: centers.count)
    for c in assignment { counts[Int(c)] += 1 }
    var number = [Int32](repeating: -1, count: centers.count)
    var kept: [SIMD16<Float>] = []
    for c in centers.indices where counts[c] > 0 {
      number[c] = Int32(kept.count)
      kept.append(centers[c])
      sizes.append(counts[c])
    }
    centers = kept
    for i in assignment.indices { assignment[i] = number[Int(assignment[i])] }
  }
}
