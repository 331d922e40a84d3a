import Core
import PluginHost
import ProjectConfiguration
import Store

/// Arrays that come from outside of the data set, through a model with weights of its own.
///
/// They take the same path as samples, so that users can compare with other tools.
public struct OutsideArrays: Sendable {
  public let model: PluginModel
  public let visualizers: [ResolvedPlugin]
  let registry: PluginRegistry
  /// The images, `[n, channels, height, width]`.
  public let inputs: Tensor
  /// Their true classes `[n]`; nil where none were given.
  public let labels: Tensor?

  /// - Parameters:
  ///   - plan: the project; its model and visualizers are used, its data set is not opened.
  ///   - weights: a safetensors file.
  ///   - input: a .npy file `[n, c, h, w]` or `[n, h, w]`; uint8 is divided by 255.
  ///   - labels: a .npy file `[n]` of whole numbers.
  public init(
    plan: ProjectPlan, extraPlugins: [String], directory: String, weights: String, input: String, labels: String?, classes: Int,
    report: @escaping Reporter
  ) async throws {
    registry = Session.makeRegistry(report)
    let choice = try PluginChoice(plan: plan, extra: extraPlugins, from: directory, registry: registry)
    visualizers = try choice.list(plan.visualizers, .visualizer)
    inputs = try Self.images(input)
    let count = inputs.shape[0]
    self.labels = try labels.map { try Self.labels($0, count: count) }
    let port = PortInfo(name: "input", dtype: .float32, shape: Array(inputs.shape.dropFirst()))
    model = try await registry.model(choice.one(plan.model, .model), input: port, classes: classes)
    let bytes = try readWhole(weights)
    do {
      try await model.load(.weights, bytes)
    } catch var error as LeapError {
      error.place = error.place ?? weights
      throw error
    }
  }

  /// Reads images `[n, c, h, w]` of a .npy file; uint8 is divided by 255.
  public static func images(_ path: String) throws -> Tensor {
    let header = try ArrayFile.header(path)
    var shape = header.shape
    if shape.count == 3 { shape.insert(1, at: 1) }
    guard shape.count == 4, header.dtype == .float32 || header.dtype == .uint8 else {
      throw LeapError(
        .data, doing: "reading '\(path)'", problem: "it is \(header.dtype) of shape \(header.shape)",
        remedy: "images must be float32 or uint8 of shape [n, channels, height, width]")
    }
    if header.dtype == .float32 { return Tensor(try ArrayFile.readFloats(path).values, shape) }
    let mapped = try MappedArray.open(path)
    return Tensor(mapped.bytes.map { Float($0) / 255 }, shape)
  }

  /// Reads vectors `[n, d]` of a .npy file.
  public static func vectors(_ path: String) throws -> Tensor {
    let header = try ArrayFile.header(path)
    guard header.shape.count == 2, header.dtype == .float32 else {
      throw LeapError(
        .data, doing: "reading '\(path)'", problem: "it is \(header.dtype) of shape \(header.shape)",
        remedy: "vectors must be float32 of shape [n, d]")
    }
    return Tensor(try ArrayFile.readFloats(path).values, header.shape)
  }

  private static func labels(_ path: String, count: Int) throws -> Tensor {
    let array = try MappedArray.open(path)
    let values: [Int64]? =
      switch array.dtype {
      case .int64: array.int64s
      case .uint8: array.bytes.map { Int64($0) }
      default: nil
      }
    guard let values, array.shape == [count] else {
      throw LeapError(
        .data, doing: "reading '\(path)'", problem: "it is \(array.dtype) of shape \(array.shape)",
        remedy: "one int64 or uint8 label for each of the \(count) images is needed")
    }
    return Tensor(values, [count])
  }

  /// Logits and latent features of all images.
  public func evaluate() async throws -> (logits: Tensor, features: Tensor) {
    let count = inputs.shape[0]
    let logits = Tensor(.float32, [count, model.classes])
    let features = Tensor(.float32, [count, model.ports[model.featuresPort].count])
    for low in stride(from: 0, to: count, by: 1000) {
      let rows = low..<min(low + 1000, count)
      let output = try await model.predict(inputs.rows(rows))
      logits.setRows(from: low, to: output.logits)
      features.setRows(from: low, to: output.features)
    }
    return (logits, features)
  }

  /// Writes one tensor as a .npy file, whole or not at all.
  public static func write(_ tensor: Tensor, to path: String) throws {
    let array = try MappedArray(path, tensor.shape, dtype: tensor.dtype)
    if tensor.count > 0 { array.tensor.setRows(from: 0, to: tensor) }
    try array.finish()
  }
}
