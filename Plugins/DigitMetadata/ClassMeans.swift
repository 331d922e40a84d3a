import Kernels
import PluginKit

/// The mean image of each class that has occurred in training, in double precision.
struct ClassMeans {
  /// Classes in ascending order.
  private(set) var classes: [Int] = []
  /// `[classes, size]`
  private(set) var means: [Double] = []
  /// Values of one sample; nil until the first.
  private(set) var size: Int?
  private var sums: [Int: (sum: [Double], count: Int)] = [:]

  /// Adds the labeled samples of a batch.
  /// - Throws: `.argument` when samples have another size than those before.
  mutating func add(_ batch: Batch) throws {
    guard size == nil || size == batch.sampleSize else {
      throw PluginError(.argument, "samples of \(batch.sampleSize) values do not go with the earlier ones of \(size!)")
    }
    let length = batch.sampleSize
    size = length
    guard let labels = batch.labels, length > 0 else { return }
    for i in 0..<batch.count where labels.values[i] >= 0 {
      let sample = batch.inputs.values.baseAddress! + i * length
      sums[Int(labels.values[i]), default: ([Double](repeating: 0, count: length), 0)].count += 1
      sums[Int(labels.values[i])]!.sum.withUnsafeMutableBufferPointer {
        FloatArray.add(sample, count: length, to: $0.baseAddress!)
      }
    }
  }

  /// Turns sums into means and gives the sums free.
  mutating func finish() {
    classes = sums.keys.sorted()
    means = classes.flatMap { label in
      let (sum, count) = sums[label]!
      return sum.map { $0 / Double(count) }
    }
    sums = [:]
  }

  /// L2 distance of each sample from each class's mean, `[count, classes]`.
  /// - Throws: `.argument` when samples have another size than those in training.
  func distances(_ batch: Batch, call: Call) throws -> [Double] {
    guard !classes.isEmpty, batch.count > 0 else { return [] }
    guard let size, size == batch.sampleSize else {
      throw PluginError(.argument, "samples of \(batch.sampleSize) values cannot be compared with training ones of \(size ?? 0)")
    }
    return [Double](unsafeUninitializedCapacity: batch.count * classes.count) { output, used in
      used = batch.count * classes.count
      Distances.toMeans(
        batch.inputs.values.baseAddress!, count: batch.count, means: means, count: classes.count, size: size,
        parallel: Parallel(lanes: call.lanes, run: call.parallel), to: output.baseAddress!)
    }
  }
}
