import Analytics
import Core
import PluginHost
import ProjectConfiguration

/// Gives the words of leap.yaml's functions their values.
struct FunctionWords {
  let input: PortInfo
  let classes: Int
  /// Mean inputs of each class, `[classes, input]`; nil where no function asks for them.
  let means: Tensor?
  let wanted: Set<FunctionWord>

  func inputs(of batch: SampleBatch) -> FunctionInputs {
    let count = batch.indices.count
    var inputs = FunctionInputs(subset: batch.subset?.name ?? "", indices: batch.indices)
    let labels = batch.labels?.int64s.map { (0..<Int64(classes)).contains($0) ? $0 : nil } ?? Array(repeating: nil, count: count)
    func same(_ number: Int) -> [Int64?] { Array(repeating: Int64(number), count: count) }
    // `[channels, height, width]`, of which the first ones may be missing.
    let shape = Array(repeating: 1, count: max(0, 3 - input.shape.count)) + input.shape
    for word in wanted {
      switch word {
      case .pixels: inputs.arrays[word] = .init(batch.inputs)
      case .count, .subset, .index: break  // every batch has them
      case .width: inputs.integers[word] = same(shape[shape.count - 1])
      case .height: inputs.integers[word] = same(shape[shape.count - 2])
      case .channels: inputs.integers[word] = same(shape.dropLast(2).reduce(1, *))
      case .classes: inputs.integers[word] = same(classes)
      case .label: inputs.integers[word] = labels
      case .classMean: inputs.arrays[word] = means.map { .init($0, rows: labels.map { $0.map { Int($0) } }) }
      case .logits: inputs.arrays[word] = batch.logits.map { .init($0) }
      case .features: inputs.arrays[word] = batch.features.map { .init($0) }
      case .probabilities, .loss, .prediction: break
      }
    }
    if !wanted.isDisjoint(with: [.probabilities, .loss, .prediction]), let logits = batch.logits {
      add(predictions(logits, labels), to: &inputs)
    }
    return inputs
  }

  private func predictions(_ logits: Tensor, _ labels: [Int64?]) -> [Prediction] {
    let (values, width) = (logits.floats, logits.rowSize)
    return labels.indices.map { row in
      Prediction(logits: values[row * width..<(row + 1) * width], label: labels[row] ?? -1)
    }
  }

  private func add(_ predictions: [Prediction], to inputs: inout FunctionInputs) {
    if wanted.contains(.probabilities) {
      let values = Tensor(predictions.flatMap { $0.probabilities.map(Float.init) }, [predictions.count, classes])
      inputs.arrays[.probabilities] = .init(values)
    }
    if wanted.contains(.loss) { inputs.floats[.loss] = predictions.map(\.loss) }
    if wanted.contains(.prediction) { inputs.integers[.prediction] = predictions.map { Int64($0.predicted) } }
  }
}

/// The mean input of each class over the training samples.
struct ClassMeans {
  private let input: PortInfo
  private let classes: Int
  private var sums: [Double]
  private var counts: [Int]

  init(input: PortInfo, classes: Int) {
    self.input = input
    self.classes = classes
    sums = [Double](repeating: 0, count: input.count * classes)
    counts = [Int](repeating: 0, count: classes)
  }

  /// Adds the samples of a batch whose label is a class.
  mutating func add(_ batch: SampleBatch) {
    let (pixels, labels, width) = (batch.inputs.floats, batch.labels?.int64s ?? [], input.count)
    for (row, label) in labels.enumerated() {
      guard let label = Int(exactly: label), counts.indices.contains(label) else { continue }
      counts[label] += 1
      for i in 0..<width { sums[label * width + i] += Double(pixels[row * width + i]) }
    }
  }

  /// The means `[classes, input]`; zeros for a class without samples.
  var tensor: Tensor {
    let width = input.count
    return Tensor(sums.indices.map { Float(sums[$0] / Double(max(1, counts[$0 / width]))) }, [classes] + input.shape)
  }
}
