import KernelTwins
import Kernels
import Testing

@Suite struct CrossFitTests {
  /// Classes as blobs; `shift` apart.
  static func blobs(_ n: Int, _ d: Int, classes: Int, shift: Float, seed: UInt64 = 2) -> (features: [Float], labels: [Int]) {
    let labels = (0..<n).map { $0 % classes }
    var features = randoms(n * d, seed: seed)
    for i in 0..<n { features[i * d + labels[i] % d] += shift * Float(1 + labels[i] / d) }
    return (features, labels)
  }

  private func fit(
    _ features: [Float], _ d: Int, _ labels: [Int], classes: Int, folds: Int, steps: Int = 400, tolerance: Double = 1e-12,
    _ parallel: Parallel = .serial
  ) -> [Float] {
    features.withUnsafeBufferPointer {
      CrossFit(
        $0.baseAddress!, dimensions: d, samples: Array(0..<labels.count), labels: labels, classes: classes, folds: folds, seed: 1,
        steps: steps, tolerance: tolerance, parallel: parallel
      ).probabilities(labels: labels, parallel: parallel) { _ in }
    }
  }

  /// The loss has one minimum: that of plain gradient descent in double precision, for each left-out fold.
  @Test(arguments: [(24, 1, 2), (30, 3, 3), (40, 7, 5), (51, 2, 17)])
  func equalsGradientDescent(_ shape: (n: Int, d: Int, classes: Int)) {
    let (n, d, classes) = shape
    let (features, labels) = Self.blobs(n, d, classes: classes, shift: 0.7)
    // As many folds as samples: each sample's own fold is known.
    let found = fit(features, d, labels, classes: classes, folds: n)
    var x = features.map(Double.init)
    for j in 0..<d {
      let mean = (0..<n).reduce(0.0) { $0 + x[$1 * d + j] } / Double(n)
      let deviation = ((0..<n).reduce(0.0) { $0 + power(x[$1 * d + j] - mean, 2) } / Double(n)).squareRoot()
      for i in 0..<n { x[i * d + j] = (x[i * d + j] - mean) / deviation }
    }
    for left in [0, n - 1] {
      let p = CrossFitTwin.probabilities(x, labels, d, classes, without: left)
      for c in 0..<classes { #expect(abs(Double(found[left * classes + c]) - p[c]) < 2e-3, "sample \(left), class \(c)") }
    }
  }

  @Test func sumsToOneAndKeepsItsBytesOnMoreThreads() {
    let (features, labels) = Self.blobs(1003, 19, classes: 11, shift: 2)
    let one = fit(features, 19, labels, classes: 11, folds: 5, steps: 30, tolerance: 1e-6)
    #expect(one == fit(features, 19, labels, classes: 11, folds: 5, steps: 30, tolerance: 1e-6, threads(3)))
    var right = 0
    for i in 0..<1003 {
      let own = Array(one[i * 11..<(i + 1) * 11])
      #expect(abs(own.reduce(0, +) - 1) < 1e-5)
      if own.firstIndex(of: own.max()!) == labels[i] { right += 1 }
    }
    #expect(right > 950)
  }

  @Test func columnsThatDoNotVarySayNothing() {
    var (features, labels) = Self.blobs(200, 3, classes: 2, shift: 1)
    for i in 0..<200 { features[i * 3 + 2] = 1e6 }
    let found = fit(features, 3, labels, classes: 2, folds: 5)
    #expect(found.allSatisfy { $0.isFinite })
    let equal = fit([Float](repeating: 7, count: 600), 3, labels, classes: 2, folds: 5)
    #expect(equal.allSatisfy { abs($0 - 0.5) < 0.01 })
  }

  @Test func newtonsWeightsMakeTheMeansEqual() {
    let values = (0..<500).map { i in SIMD2(Double(randoms(2, seed: UInt64(i))[0]), Double(randoms(2, seed: UInt64(i))[1])) }
    let random = CounterRandom(4)
    let truths = values.indices.map { i in
      Double(random.uniform(UInt64(i))) < 1 / (1 + exponential(1 + 3 * values[i].x + values[i].y))
    }
    let judge = BinaryLogistic(values, truths, falling: true)
    // At the maximum of the likelihood, expected and true numbers are equal.
    let expected = values.reduce(0) { $0 + judge.probability($1) }
    #expect(abs(expected - Double(truths.count { $0 })) < 0.01)
    #expect(judge.weights.1 < -2 && judge.weights.2 < 0)
    #expect(BinaryLogistic(values, truths.map { !$0 }, falling: true).weights.1 == 0)
  }
}
