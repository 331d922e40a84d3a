import Kernels
import PluginKit

/// The number of optimizer steps, in a training state only: [1], 64-bit integer.
private let stepName = "optimizer.step"

extension MNISTCNN: PersistentModel {
  func save(_ state: ModelState, to stream: OutputStream, call: Call) throws {
    let engine = try engine()
    var file = SafetensorsWriter()
    // The wider type comes first, so that every tensor is aligned to its type.
    if state == .training { file.add(stepName, [1], [Int64(engine.step)]) }
    for entry in engine.state(training: state == .training) { file.add(entry.name, entry.shape, entry.values) }
    try stream.write(file.bytes)
  }

  func load(_ state: ModelState, from stream: InputStream, call: Call) throws {
    try adapted {
      let engine = try engine()
      let expected = engine.stateShapes(training: true).reduce(0) { $0 + $1.shape.reduce(4, *) }
      let file = try SafetensorsReader(try stream.readAll(limit: 2 * expected + (1 << 26)))
      var entries: [StateEntry] = []
      // A PyTorch batch norm also counts its batches, which nothing depends on.
      for tensor in file.tensors where !tensor.name.hasSuffix(".num_batches_tracked") && tensor.name != stepName {
        // Weights may be taken out of a training state.
        if state == .weights, tensor.name.hasPrefix("optimizer.") { continue }
        entries.append(StateEntry(name: tensor.name, shape: tensor.shape, values: try file.floats(tensor)))
      }
      var step = 0
      if state == .training {
        guard let tensor = file.tensors.first(where: { $0.name == stepName }) else {
          throw PluginError(.data, "weight \(stepName): is missing; this is no training state")
        }
        step = try file.integer(tensor)
      }
      try engine.load(entries, training: state == .training, step: step)
    }
  }
}
