import Kernels
import PluginKit

extension HeatMap {
  /// The loss can only be explained where the truth is known.
  func checkLabels(_ batch: Batch) throws {
    guard let labels = batch.labels else {
      throw PluginError(.argument, "the loss cannot be explained: these samples have no labels; choose a class instead")
    }
    if let i = labels.values.firstIndex(where: { $0 < 0 }) {
      throw PluginError(
        .argument, "the loss cannot be explained: sample \(batch.indices[i]) has no label; choose a class instead")
    }
  }

  func checkInputs(_ subject: Explanation, _ batch: Batch) throws {
    if let labels = subject.labels, let i = labels.values.firstIndex(where: { $0 >= subject.model.classes }) {
      throw PluginError(
        .data, "sample \(batch.indices[i]) has label \(labels.values[i]), and the model has \(subject.model.classes) classes")
    }
    if let i = FloatArray.firstNonFinite(subject.inputs.values) {
      throw PluginError(
        .data, "sample \(batch.indices[i / subject.picture.count]) holds \(subject.inputs.values[i]), which is no finite number")
    }
    for sample in 0..<subject.count {
      let (low, high) = subject.range(sample)
      if low == high {
        subject.call.log(
          .warning, "sample \(batch.indices[sample]) is \(low) everywhere: there is no shape that a map could show")
      }
    }
  }

  func checkFinite(_ maps: Maps, _ subject: Explanation, _ batch: Batch, _ method: String) throws {
    let values = UnsafeBufferPointer(start: maps.map.pointer, count: maps.map.count)
    guard let i = FloatArray.firstNonFinite(values) else { return }
    let map = i / subject.picture.area
    throw PluginError(
      .data,
      "the \(method) map of sample \(batch.indices[map / subject.targets.count]), target \(map % subject.targets.count) holds "
        + "\(values[i]): the model's weights are no finite numbers or have grown too large; train again with a lower rate")
  }
}

extension Maps {
  func put(_ subject: Explanation, into sink: Sink) throws {
    let shape = [subject.count, subject.targets.count]
    func put(_ key: String, _ values: Buffer<Float>, _ size: [Int]) throws {
      try sink.put(key, UnsafeBufferPointer(start: values.pointer, count: values.count), shape: shape + size)
    }
    try put("map", map, [subject.picture.height, subject.picture.width])
    if let raw { try put("raw", raw.values, [raw.height, raw.width]) }
    if let gaps { try sink.put("completeness_gap", gaps, shape: shape) }
    if let steps { try sink.put("steps", steps, shape: shape) }
  }
}
