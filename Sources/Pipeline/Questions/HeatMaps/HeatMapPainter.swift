import Analytics
import Core
import Foundation
import PluginHost

/// Draws heat maps of images with one model and one visualizer.
struct HeatMapPainter: Sendable {
  let model: PluginModel
  let visualizer: PluginVisualizer
  /// `[m, input]` training inputs to compare with, where there are some.
  let references: Tensor?
  /// Makes the model with random weights.
  let untrained: (@Sendable () async throws -> PluginModel)?

  /// Batches of a few dozen keep the memory of ten maps an image small.
  static let batchSize = 64

  /// Maps of a batch of any size.
  func paint(_ batch: SampleBatch, _ request: HeatMapRequest) async throws -> HeatMaps {
    let targets = try request.targets.targets(model.ports, predicted: try await predicted(batch, request.targets))
    return try await paint(batch, targets, request, method: try await method(request.method), model: model)
  }

  func paint(
    _ batch: SampleBatch, _ targets: [VisualTarget], _ request: HeatMapRequest, method: String, model: PluginModel
  ) async throws -> HeatMaps {
    let doing = "drawing a heat map"
    if targets.contains(where: \.isLoss), batch.labels == nil {
      let subset = batch.subset?.name
      throw LeapError(
        .usage, doing: "\(doing) of the loss",
        problem: subset.map { "samples of '\($0)' have no labels" } ?? "the images have no labels",
        remedy: subset == nil ? "give them with --labels labels.npy" : "choose a class, like --class prediction")
    }
    let (count, size) = (batch.inputs.shape[0], Array(batch.inputs.shape.suffix(2)))
    let maps = Tensor(.float32, [count, targets.count] + size)
    var raw: Tensor?
    var evidence = MapEvidence()
    let options = try options(of: request)
    for low in stride(from: 0, to: count, by: Self.batchSize) {
      try Task.checkCancellation()
      let rows = low..<min(low + Self.batchSize, count)
      let results = try await visualizer.render(
        batch.rows(rows),
        VisualRequest(
          targets: targets.map { $0.rows(rows) }, method: method, layer: request.layer, options: options,
          references: references), model: model)
      guard let map = results.tensors["map"], map.dtype == .float32, map.shape == [rows.count, targets.count] + size else {
        throw LeapError(
          .plugin, doing: doing,
          problem: "plugin '\(visualizer.library)' put no float32 tensor 'map' of shape \([rows.count, targets.count] + size)",
          remedy: "tell its author")
      }
      maps.setRows(from: low, to: map)
      if let small = results.tensors["raw"] {
        guard Self.isRaw(small, samples: rows.count, targets: targets.count), low == 0 || raw?.rowSize == small.rowSize else {
          throw LeapError(
            .plugin, doing: doing,
            problem: "plugin '\(visualizer.library)' put a tensor 'raw' of type \(small.dtype) and shape \(small.shape)",
            remedy: "tell its author")
        }
        if low == 0 { raw = Tensor(.float32, [count] + small.shape.dropFirst()) }
        raw?.setRows(from: low, to: small)
      } else {
        raw = nil
      }
      try evidence.append(results, samples: rows.count, targets: targets.count, of: visualizer.library)
    }
    guard maps.floats.allSatisfy(\.isFinite) else {
      throw LeapError(
        .plugin, doing: doing, problem: "the maps of '\(method)' are not all finite",
        remedy: "look for NaN in the weights and in the image")
    }
    return HeatMaps(
      maps: maps, raw: raw, targets: targets.map(\.name), method: method, inputs: batch.inputs, evidence: evidence)
  }

  /// `[samples, targets, height, width]` float32 with values.
  static func isRaw(_ tensor: Tensor, samples: Int, targets: Int) -> Bool {
    tensor.dtype == .float32 && tensor.shape.count == 4 && Array(tensor.shape.prefix(2)) == [samples, targets] && tensor.count > 0
  }

  /// The method that is asked for, or the default.
  func method(_ wanted: String?) async throws -> String {
    let methods = try await visualizer.describe(model).methods
    guard let method = wanted ?? methods.first, methods.contains(method) else {
      throw LeapError(
        .usage, doing: "drawing a heat map", problem: "'\(wanted ?? "")' is no method of '\(visualizer.library)' for this model",
        remedy: "choose from \(methods.joined(separator: ", "))")
    }
    return method
  }

  private func predicted(_ batch: SampleBatch, _ choice: TargetChoice) async throws -> [Int] {
    guard choice == .prediction else { return [] }
    let logits = try await model.predict(batch.inputs).logits
    return (0..<batch.inputs.shape[0]).map { Prediction(logits: logits.floats(rows: $0..<$0 + 1), label: -1).predicted }
  }

  private func options(of request: HeatMapRequest) throws -> String? {
    var options = request.options
    if request.evidence { options["evidence"] = .bool(true) }
    if request.isPicture, visualizer.enlargesByField, options["enlarge"] == nil {
      options["enlarge"] = .string("receptive-field")
    }
    guard !options.isEmpty else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(options), as: UTF8.self)
  }
}

extension SampleBatch {
  /// Some of its samples.
  func rows(_ rows: Range<Int>) -> SampleBatch {
    SampleBatch(
      subset: subset, indices: Array(indices[rows]), inputs: inputs.rows(rows), labels: labels?.rows(rows),
      logits: logits?.rows(rows),
      features: features?.rows(rows))
  }
}
