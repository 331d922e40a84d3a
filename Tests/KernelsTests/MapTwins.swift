import Kernels

/// Slow twins of the population map's loops, in double precision, and small populations to try them on.
enum MapTwin {
  /// Sum of input[j] exp(-2 pi i j k / n), or with the other sign.
  static func transform(_ input: [(Double, Double)], inverse: Bool = false) -> [(Double, Double)] {
    let n = input.count
    return (0..<n).map { k in
      var (re, im) = (0.0, 0.0)
      for j in 0..<n {
        let (cosine, sine) = turn(Double(j * k % n) / Double(n) * (inverse ? 1 : -1))
        re += input[j].0 * cosine - input[j].1 * sine
        im += input[j].0 * sine + input[j].1 * cosine
      }
      return (re, im)
    }
  }

  /// cos and sin of a part of a turn, by halving it until the first terms of the series are enough.
  private static func turn(_ part: Double) -> (Double, Double) {
    let x = part * 2 * Double.pi / 1024
    var (c, s) = (1 - x * x / 2 + x * x * x * x / 24, x - x * x * x / 6 + x * x * x * x * x / 120)
    for _ in 0..<10 { (c, s) = (c * c - s * s, 2 * c * s) }
    return (c, s)
  }

  /// Forces -sum of w² (a - b) and Z = sum of w over all pairs.
  static func repulsion(_ places: [SIMD2<Float>]) -> (forces: [SIMD2<Double>], z: Double) {
    var z = 0.0
    let forces = places.indices.map { i in
      var force = SIMD2<Double>.zero
      for j in places.indices where j != i {
        let d = SIMD2(Double(places[i].x) - Double(places[j].x), Double(places[i].y) - Double(places[j].y))
        let w = 1 / (1 + d.x * d.x + d.y * d.y)
        z += w
        force -= d * (w * w)
      }
      return force
    }
    return (forces, z)
  }

  /// p(j|i) of the given perplexity by bisection.
  static func affinities(_ distances: [Float], perplexity: Double) -> [Double] {
    var (low, high) = (-60.0, 60.0)
    var p: [Double] = []
    for _ in 0..<200 {
      let b = exponential((low + high) / 2)
      let least = Double(distances[0])
      p = distances.map { exponential(-b * (Double($0) * Double($0) - least * least)) }
      let sum = p.reduce(0, +)
      p = p.map { $0 / sum }
      if entropy(p) > logarithm(perplexity) { low = (low + high) / 2 } else { high = (low + high) / 2 }
    }
    return p
  }

  static func entropy(_ p: [Double]) -> Double { -p.reduce(0) { $1 > 0 ? $0 + $1 * logarithm($1) : $0 } }

  /// The first two eigenvectors of the covariance by power iteration, one after the other.
  static func components(_ rows: [Float], _ n: Int, _ d: Int) -> (variances: [Double], axes: [[Double]]) {
    let mean = (0..<d).map { j in (0..<n).reduce(0.0) { $0 + Double(rows[$1 * d + j]) } / Double(n) }
    var c = [Double](repeating: 0, count: d * d)
    for i in 0..<n {
      for a in 0..<d {
        for b in 0..<d { c[a * d + b] += (Double(rows[i * d + a]) - mean[a]) * (Double(rows[i * d + b]) - mean[b]) / Double(n) }
      }
    }
    var (variances, axes): ([Double], [[Double]]) = ([], [])
    for _ in 0..<2 {
      var v = (0..<d).map { 1 + Double($0 * 7 % 5) }
      var length = 0.0
      for _ in 0..<300 {
        let w = (0..<d).map { a in (0..<d).reduce(0.0) { $0 + c[a * d + $1] * v[$1] } }
        length = w.reduce(0) { $0 + $1 * $1 }.squareRoot()
        v = w.map { $0 / length }
      }
      for a in 0..<d { for b in 0..<d { c[a * d + b] -= length * v[a] * v[b] } }
      variances.append(length)
      axes.append(v)
    }
    return (variances, axes)
  }
}

/// Samples in well separated groups: group `i % groups` for sample i.
struct ToyPopulation {
  let count: Int
  let dimensions: Int
  let groups: Int
  let rows: [Float]
  let ids: [Int64]
  let distances: [Float]
  let k: Int

  init(count n: Int, groups: Int = 5, dimensions d: Int = 10, k: Int) {
    (count, dimensions, self.groups) = (n, d, groups)
    let noise = randoms(n * d, seed: 11)
    let centers = randoms(groups * d, seed: 12)
    rows = (0..<n * d).map { noise[$0] + 12 * centers[$0 / d % groups * d + $0 % d] }
    self.k = min(k, max(0, n - 1))
    (ids, distances) = Self.nearest(rows, n, d, self.k)
  }

  static func nearest(_ rows: [Float], _ n: Int, _ d: Int, _ k: Int) -> ([Int64], [Float]) {
    var ids = [Int64](repeating: -1, count: n * k)
    var distances = [Float](repeating: .infinity, count: n * k)
    rows.withUnsafeBufferPointer { rows in
      let index = NeighborIndex(rows.baseAddress!, count: n, dimensions: d, metric: .l2)
      let all = (0..<n).map(Int64.init)
      all.withUnsafeBufferPointer {
        index.search(.rows($0.baseAddress!), count: n, k: k, allowed: nil, parallel: .serial, index: &ids, distance: &distances)
      }
    }
    return (ids, distances)
  }

  func plane(_ parallel: Parallel = .serial) -> [SIMD2<Float>] {
    var places = [SIMD2<Float>](repeating: .zero, count: count)
    PrincipalComponents(rows, count: count, dimensions: dimensions, parallel: parallel)
      .project(rows, count: count, parallel: parallel, to: &places)
    return places
  }

  func tsne(_ tsne: TSNE, _ parallel: Parallel = .serial, seed: UInt64 = 1) -> (map: [SIMD2<Float>], divergence: Double) {
    tsne.layout(
      neighbors: ids, distances: distances, count: count, k: k, start: MapStart.tiny(plane(parallel), count: count, seed: seed),
      parallel: parallel
    ) { _, _ in }
  }

  func umap(_ parallel: Parallel = .serial, seed: UInt64 = 1) -> [SIMD2<Float>] {
    UMAP(neighbors: k, seed: seed).layout(
      neighbors: ids, distances: distances, count: count, k: k, start: MapStart.wide(plane(parallel), count: count, seed: seed),
      parallel: parallel
    ) { _, _ in }
  }

  /// The share of samples (a hundred of them) whose nearest on the map is of their group.
  func purity(_ map: [SIMD2<Float>]) -> Double {
    let asked = stride(from: 0, to: map.count, by: max(1, map.count / 100)).map { $0 }
    let same = asked.count { i in
      var (best, least) = (-1, Float.infinity)
      for j in map.indices where j != i {
        let d = map[i] - map[j]
        let square = d.x * d.x + d.y * d.y
        if square < least { (best, least) = (j, square) }
      }
      return best % groups == i % groups
    }
    return Double(same) / Double(asked.count)
  }
}
