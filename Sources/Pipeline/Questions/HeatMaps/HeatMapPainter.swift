import Analytics
import Core
import Foundation
import PluginHost

/// Draws heat maps of images with one model, one visualizer and one method.
struct HeatMapPainter<Model: ModelRole>: Sendable {
  let model: Model
  let visualizer: any VisualizerRole<Model>
  /// The name of a method that the visualizer offers for the model.
  let method: String
  /// Training inputs to compare with, `[m, input]`; nil where there are none.
  var references: Tensor?
  /// Makes the model with random weights.
  var untrained: (@Sendable () async throws -> Model)?

  /// Batches of a few dozen keep the memory of ten maps an image small.
  static var batchSize: Int { 64 }

  /// The targets that a request names, for these images. Runs the model only where one of them is its prediction.
  func targets(_ choices: [TargetChoice], of batch: SampleBatch) async throws -> [VisualTarget] {
    let predicted = choices.contains(.prediction) ? try await predictions(batch) : []
    return try choices.flatMap { try $0.targets(model.ports, predicted: predicted) }
  }

  /// Maps of a batch of any size, with their evidence where the request says so: all targets in one call for each 64 images, but
  /// for targets of layers, which have calls of their own.
  /// - Parameter other: a model to explain in place of the own.
  func paint(
    _ batch: SampleBatch, _ targets: [VisualTarget], _ request: HeatMapRequest, model other: Model? = nil
  ) async throws -> HeatMaps {
    try checkLabels(batch, targets)
    var parts: [HeatMaps] = []
    for group in VisualTarget.groups(targets) {
      parts.append(try await paintTogether(batch, Array(targets[group]), request, other ?? model))
    }
    return HeatMaps(joining: parts)
  }

  private func paintTogether(
    _ batch: SampleBatch, _ targets: [VisualTarget], _ request: HeatMapRequest, _ model: Model
  ) async throws -> HeatMaps {
    let (count, size) = (batch.inputs.shape[0], Array(batch.inputs.shape.suffix(2)))
    let maps = Tensor(.float32, [count, targets.count] + size)
    var raw: Tensor?
    var evidence = MapEvidence()
    try await forEachPart(of: batch, targets, request, model: model) { rows, results in
      guard let map = results.tensors["map"], map.dtype == .float32, map.shape == [rows.count, targets.count] + size else {
        throw broken("put no float32 tensor 'map' of shape \([rows.count, targets.count] + size)")
      }
      maps.setRows(from: rows.lowerBound, to: map)
      if let small = results.tensors["raw"] {
        guard Self.isRaw(small, samples: rows.count, targets: targets.count),
          rows.lowerBound == 0 || raw?.rowSize == small.rowSize
        else { throw broken("put a tensor 'raw' of type \(small.dtype) and shape \(small.shape)") }
        if rows.lowerBound == 0 { raw = Tensor(.float32, [count] + small.shape.dropFirst()) }
        raw?.setRows(from: rows.lowerBound, to: small)
      } else {
        raw = nil
      }
      try evidence.append(results, samples: rows.count, targets: targets.count, of: visualizer.library)
    }
    guard maps.floats.allSatisfy(\.isFinite) else {
      throw LeapError(
        .plugin, doing: Self.doing, problem: "the maps of '\(method)' are not all finite",
        remedy: "look for NaN in the weights and in the image")
    }
    return HeatMaps(
      maps: maps, raw: raw, targets: targets.map(\.name), method: method, inputs: batch.inputs, evidence: evidence)
  }

  /// The evidence of maps that were painted before, of the same batch, targets and request: none is painted again.
  func evidence(
    of painted: HeatMaps, _ batch: SampleBatch, _ targets: [VisualTarget], _ request: HeatMapRequest
  ) async throws -> MapEvidence {
    var request = request
    request.evidence = true
    var parts: [(evidence: MapEvidence, targets: Int)] = []
    for group in VisualTarget.groups(targets) {
      var evidence = MapEvidence()
      let maps = painted.ofTargets(group).maps
      try await forEachPart(of: batch, Array(targets[group]), request, model: model, maps: maps) { rows, results in
        try evidence.append(results, samples: rows.count, targets: group.count, of: visualizer.library)
      }
      parts.append((evidence, group.count))
    }
    return painted.evidence.merging(MapEvidence(joining: parts, samples: batch.indices.count))
  }

  /// What the visualizer says of each part of a batch.
  private func forEachPart(
    of batch: SampleBatch, _ targets: [VisualTarget], _ request: HeatMapRequest, model: Model, maps: Tensor? = nil,
    _ take: (Range<Int>, Results) throws -> Void
  ) async throws {
    let (count, options) = (batch.inputs.shape[0], try options(of: request))
    for low in stride(from: 0, to: count, by: Self.batchSize) {
      try Task.checkCancellation()
      let rows = low..<min(low + Self.batchSize, count)
      let results = try await visualizer.render(
        batch.rows(rows),
        VisualRequest(
          targets: targets.map { $0.rows(rows) }, method: method, layer: request.layer, options: options,
          references: references, maps: maps?.rows(rows)), model: model)
      try take(rows, results)
    }
  }

  /// The class that the model predicts for each image.
  func predictions(_ batch: SampleBatch) async throws -> [Int] {
    let logits = try await model.predict(batch.inputs).logits
    return (0..<batch.inputs.shape[0]).map { Prediction(logits: logits.floats(rows: $0..<$0 + 1), label: -1).predicted }
  }
}

extension HeatMapPainter {
  private static var doing: String { "drawing a heat map" }

  /// Whether a tensor is `[samples, targets, height, width]` float32 with values.
  static func isRaw(_ tensor: Tensor, samples: Int, targets: Int) -> Bool {
    tensor.dtype == .float32 && tensor.shape.count == 4 && Array(tensor.shape.prefix(2)) == [samples, targets] && tensor.count > 0
  }

  private func broken(_ problem: String) -> LeapError {
    LeapError(.plugin, doing: Self.doing, problem: "plugin '\(visualizer.library)' \(problem)", remedy: "tell its author")
  }

  private func checkLabels(_ batch: SampleBatch, _ targets: [VisualTarget]) throws {
    guard targets.contains(where: \.isLoss), batch.labels == nil else { return }
    let subset = batch.subset?.name
    throw LeapError(
      .usage, doing: "\(Self.doing) of the loss",
      problem: subset.map { "samples of '\($0)' have no labels" } ?? "the images have no labels",
      remedy: subset == nil ? "give them with --labels labels.npy" : "choose a class, like --class prediction")
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
