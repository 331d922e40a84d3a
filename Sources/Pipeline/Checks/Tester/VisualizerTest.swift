import Core
import PluginHost

/// Lets a visualizer draw some samples.
struct VisualizerTest: Sendable {
  let name: String
  let visualizer: PluginVisualizer
  let model: PluginModel?
  let log: TestLog

  /// Samples of each subset.
  static let samples = 16

  func run(_ batch: SampleBatch) async throws {
    let sample = SampleID(subset: batch.subset?.name ?? "", index: Int(batch.indices.first ?? 0))
    do {
      let (kind, _) = try await visualizer.describe(model)
      let request = VisualRequest(targets: kind == "heat-map" ? [.score(0)] : [])
      func draw() async throws -> Results {
        try await log.time(name, first: sample, samples: batch.indices.count) { [visualizer, model] in
          try await visualizer.render(batch, request, model: model)
        }
      }
      let (first, second) = (try await draw(), try await draw())
      try check(first, kind, batch, sample)
      if first.tensors.keys != second.tensors.keys || first.texts != second.texts
        || first.tensors.contains(where: { key, value in second.tensors[key].map { !Self.same(value, $0) } ?? true })
      {
        log.find(.notDeterministic, in: name, sample: sample, "it draws the same samples another way the second time")
      }
    } catch let error as LeapError {
      log.find(error, in: name, code: .failed, sample: sample)
    }
  }

  private static func same(_ a: Tensor, _ b: Tensor) -> Bool {
    a.dtype == b.dtype && a.shape == b.shape && (0..<(a.shape.first ?? 0)).allSatisfy { a.equals(row: $0, b, row: $0) }
  }

  /// Checks results against what `leap_visualizer` in the header promises.
  private func check(_ drawn: Results, _ kind: String, _ batch: SampleBatch, _ sample: SampleID) throws {
    let count = batch.indices.count
    let size = Array(batch.inputs.shape.suffix(2))
    let wanted: (key: String, shape: [Int?])? =
      switch kind {
      case "heat-map": ("map", [count, 1] + size)
      case "image": ("image", [count, nil, nil, nil])
      case "bars": ("values", [count, nil])
      case "graph": ("y", [count, nil, nil])
      case "mask": ("mask", [count, nil, nil])
      case "boxes": ("boxes", [count, nil, 6])
      default: nil
      }
    guard let (key, shape) = wanted else { return }
    guard let tensor = drawn.tensors[key] else {
      return log.find(.wrongShape, in: name, sample: sample, "it draws '\(kind)' and put no tensor '\(key)'")
    }
    guard tensor.shape.count == shape.count, zip(tensor.shape, shape).allSatisfy({ $1 == nil || $0 == $1 }) else {
      let words = shape.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
      return log.find(.wrongShape, in: name, sample: sample, "'\(key)' is \(tensor.shape) and must be [\(words)]")
    }
    guard tensor.dtype == .float32 else {
      if kind != "mask" { log.find(.wrongType, in: name, sample: sample, "'\(key)' is \(tensor.dtype) and must be float32") }
      return
    }
    if let row = tensor.firstRowNotFinite {
      log.find(
        .notFinite, in: name, sample: SampleID(subset: sample.subset, index: Int(batch.indices[row])),
        "'\(key)' holds a NaN or an infinity")
    } else if kind == "image" {
      checkPictures(tensor, batch, sample)
    }
  }

  private func checkPictures(_ pictures: Tensor, _ batch: SampleBatch, _ sample: SampleID) {
    for row in batch.indices.indices {
      let (facts, at) = (pictures.statistics(ofRow: row), SampleID(subset: sample.subset, index: Int(batch.indices[row])))
      if facts.minimum < 0 {
        log.find(.looksNormalized, in: name, sample: at, "the picture's values go down to \(facts.minimum)")
      } else if facts.maximum > 1.001 {
        log.find(.notScaled, in: name, sample: at, "the picture's values go up to \(facts.maximum)")
      } else if facts.maximum < 0.05 {
        log.find(.nearBlack, in: name, sample: at, "the picture's largest value is \(facts.maximum)")
      }
    }
  }
}
