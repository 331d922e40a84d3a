/// Class probabilities of each sample from a linear model that has not seen it: k-fold multinomial logistic regression on
/// standardized features.
///
/// The penalty is that of one sample: sum of losses + |W|² / 2, as in scikit-learn's defaults.
public final class CrossFit {
  /// Classes of the labels.
  public let classes: Int
  /// Parts of the samples, each of which one fit leaves out.
  public let folds: Int
  /// Features of the samples, fold after fold: `[n, d]`, each of mean 0 and variance 1 (0 where it does not vary).
  private let table: Buffer<Float>
  private let dimensions: Int
  /// `[n]`: the place in `table` of each sample.
  private let place: [Int]
  private let ranges: [Range<Int>]
  /// Where the last fit of each fold ended; a new one for other labels starts there.
  private var parameters: [[Double]]
  private let search: LBFGS

  /// - Parameters:
  ///   - features: `[*, d]`, finite.
  ///   - samples: rows of the features.
  ///   - labels: `[samples.count]`, below `classes`; each fold has its share of each class.
  ///   - folds: at least 2; as many as the samples at most.
  public init(
    _ features: UnsafePointer<Float>, dimensions d: Int, samples: [Int], labels: [Int], classes: Int, folds: Int, seed: UInt64,
    steps: Int = 60, tolerance: Double = 1e-4, parallel: Parallel
  ) {
    self.classes = classes
    self.folds = folds
    dimensions = d
    search = LBFGS(steps: steps, tolerance: tolerance)
    let n = samples.count
    // Within each class in random order, dealt out like cards.
    let random = CounterRandom(seed, 0x666F_6C64)
    let keys = (0..<n).map { random.bits(UInt64($0)) }
    let order = (0..<n).sorted { (labels[$0], keys[$0], $0) < (labels[$1], keys[$1], $1) }
    var fold = [Int](repeating: 0, count: n)
    for (i, sample) in order.enumerated() { fold[sample] = i % folds }
    var sizes = [Int](repeating: 0, count: folds)
    for f in fold { sizes[f] += 1 }
    var starts = [0]
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    ranges = (0..<folds).map { starts[$0]..<starts[$0 + 1] }
    var place = [Int](repeating: 0, count: n)
    for sample in 0..<n {
      place[sample] = starts[fold[sample]]
      starts[fold[sample]] += 1
    }
    self.place = place
    table = Buffer(n * d)
    parameters = Array(repeating: [], count: folds)
    standardize(features, samples, parallel)
  }

  private func standardize(_ features: UnsafePointer<Float>, _ samples: [Int], _ parallel: Parallel) {
    let (n, d, table) = (samples.count, dimensions, table.pointer)
    for (i, sample) in samples.enumerated() {
      (table + place[i] * d).update(from: features + sample * d, count: d)
    }
    let width = 16
    parallel.run((d + width - 1) / width) { _, unit in
      let columns = unit * width..<min(d, (unit + 1) * width)
      var means = [Double](repeating: 0, count: width), squares = means
      for i in 0..<n { for j in columns { means[j - columns.lowerBound] += Double(table[i * d + j]) } }
      for j in means.indices { means[j] /= Double(n) }
      for i in 0..<n {
        for j in columns {
          let difference = Double(table[i * d + j]) - means[j - columns.lowerBound]
          squares[j - columns.lowerBound] += difference * difference
        }
      }
      for j in columns {
        let mean = means[j - columns.lowerBound]
        let deviation = (squares[j - columns.lowerBound] / Double(n)).squareRoot()
        // What is left of equal values by rounding is no variation.
        let factor = deviation > 1e-7 * abs(mean) ? 1 / deviation : 0
        for i in 0..<n { table[i * d + j] = Float((Double(table[i * d + j]) - mean) * factor) }
      }
    }
  }

  /// `[n, classes]`: for each sample from the folds it is not in.
  /// - Parameters:
  ///   - labels: `[n]`, these or changed ones.
  ///   - progress: told the share that is done; what it throws ends the fit.
  /// - Complexity: O(n d classes) a step, at most `steps` in each fold.
  public func probabilities(labels: [Int], parallel: Parallel, progress: (Double) throws -> Void) rethrows -> [Float] {
    let n = place.count
    var placed = [Int32](repeating: 0, count: n)
    for i in 0..<n { placed[place[i]] = Int32(labels[i]) }
    let found = Buffer<Float>(n * classes)
    let model = SoftmaxRegression(
      rows: table.pointer, dimensions: dimensions, classes: classes, penalty: 1 / Double(max(1, n - n / folds)))
    for fold in 0..<folds {
      let others = ranges.indices.filter { $0 != fold }.map { ranges[$0] }
      let start = parameters[fold].isEmpty ? [Double](repeating: 0, count: model.parameters) : parameters[fold]
      parameters[fold] = try search.minimize(from: start) { point, gradient in
        try progress(Double(fold) / Double(folds))
        return model.loss(point, labels: placed, over: others, parallel: parallel, gradient: &gradient)
      }
      model.predict(parameters[fold], ranges[fold], parallel: parallel, to: found.pointer)
    }
    return [Float](unsafeUninitializedCapacity: n * classes) { output, used in
      for i in 0..<n {
        (output.baseAddress! + i * classes).initialize(from: found.pointer + place[i] * classes, count: classes)
      }
      used = n * classes
    }
  }
}
