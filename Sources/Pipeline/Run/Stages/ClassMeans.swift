import Core
import PluginHost

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

  /// `[classes, input]`; zeros for a class without samples.
  var tensor: Tensor {
    let width = input.count
    return Tensor(sums.indices.map { Float(sums[$0] / Double(max(1, counts[$0 / width]))) }, [classes] + input.shape)
  }
}
