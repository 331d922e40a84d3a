import Kernels

/// Slow twins of the population map's loops, in double precision.
package enum MapTwin {
  /// Sum of input[j] exp(-2 pi i j k / n), or with the other sign.
  package static func transform(_ input: [(Double, Double)], inverse: Bool = false) -> [(Double, Double)] {
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
  package static func repulsion(_ places: [SIMD2<Float>]) -> (forces: [SIMD2<Double>], z: Double) {
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
  package static func affinities(_ distances: [Float], perplexity: Double) -> [Double] {
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

  /// The entropy of a distribution, in nats.
  package static func entropy(_ p: [Double]) -> Double { -p.reduce(0) { $1 > 0 ? $0 + $1 * logarithm($1) : $0 } }

  /// The gradient of the divergence (without its factor of 4), with the graph's pull times `exaggeration`, and the divergence, of
  /// a map that is pulled together by `graph`.
  package static func descent(
    _ places: [SIMD2<Float>], _ graph: SparseRows, exaggeration: Double
  ) -> (gradient: [SIMD2<Double>], divergence: Double) {
    let (forces, z) = repulsion(places)
    var gradient: [SIMD2<Double>] = []
    var divergence = logarithm(z)
    for i in places.indices {
      var pull = SIMD2<Double>.zero
      for slot in graph.starts.pointer[i]..<graph.starts.pointer[i + 1] where graph.values.pointer[slot] > 0 {
        let p = Double(graph.values.pointer[slot])
        let other = places[Int(graph.columns.pointer[slot])]
        let d = SIMD2(Double(places[i].x - other.x), Double(places[i].y - other.y))
        let square = 1 + (d * d).sum()
        pull += d * (p / square)
        divergence += p * (logarithm(p) + logarithm(square))
      }
      gradient.append(pull * exaggeration + forces[i] / z)
    }
    return (gradient, divergence)
  }

  /// The squared distance of each place's k-th nearest other place, infinite where there are fewer, rounded as `PlaneTree` does.
  package static func squaredReach(_ places: [SIMD2<Float>], k: Int) -> [Float] {
    places.indices.map { i in
      let squares = places.indices.filter { $0 != i }.map { j in
        let d = places[i] - places[j]
        return (d.y * d.y).addingProduct(d.x, d.x)
      }.sorted()
      return squares.count < k ? .infinity : squares[k - 1]
    }
  }
}
