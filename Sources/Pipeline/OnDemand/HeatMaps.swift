import Core
import PluginHost
import Store

/// What to draw heat maps of.
public struct HeatMapRequest: Sendable {
  /// Kebab case; nil: the visualizer's default.
  public var method: String?
  /// A layer of the model; nil: the visualizer's default.
  public var layer: String?
  public var classes: ClassChoice
  public init(method: String?, layer: String?, classes: ClassChoice) {
    self.method = method
    self.layer = layer
    self.classes = classes
  }
}

/// The targets that a person names: `6`, `all`, `loss`, `9-4`, or nothing for the prediction.
public enum ClassChoice: Sendable, Equatable {
  case prediction, all, loss
  case one(Int)
  case difference(Int, Int)

  public init(parsing text: String) throws {
    switch text {
    case "all": self = .all
    case "loss": self = .loss
    case "prediction": self = .prediction
    default:
      let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      if parts.count == 1, let only = parts[0], only >= 0 {
        self = .one(only)
      } else if parts.count == 2, let first = parts[0], let second = parts[1], first >= 0, second >= 0 {
        self = .difference(first, second)
      } else {
        throw LeapError(
          .usage, doing: "reading the class '\(text)'", problem: "it is no class",
          remedy: "write a number, all, loss, or two numbers like 9-4 for the difference")
      }
    }
  }

  func targets(classes: Int, predicted: Int) throws -> [VisualTarget] {
    func known(_ index: Int) throws -> Int {
      guard index < classes else {
        throw LeapError(
          .usage, doing: "drawing a heat map", problem: "there is no class \(index)", remedy: "choose from 0 to \(classes - 1)")
      }
      return index
    }
    return switch self {
    case .prediction: [.score(predicted)]
    case .all: (0..<classes).map { .score($0) }
    case .loss: [.loss]
    case .one(let index): [.score(try known(index))]
    case .difference(let first, let second): [.difference(try known(first), try known(second))]
    }
  }
}

/// Heat maps of some images.
public struct HeatMaps: Sendable {
  /// `[n, targets, height, width]`
  public var maps: Tensor
  /// `[n, targets, h, w]` before they were enlarged, where they were.
  public var raw: Tensor?
  public var targets: [VisualTarget]
  public var method: String
  /// `[n, channels, height, width]`
  public var inputs: Tensor
}

/// Draws heat maps of arrays or samples with one model and one visualizer.
struct HeatMapPainter {
  let model: PluginModel
  let visualizer: PluginVisualizer

  init(model: PluginModel, visualizers: [ResolvedPlugin], registry: PluginRegistry) async throws {
    // The last comes first: the command line's before those of leap.yaml.
    guard let plugin = visualizers.last else {
      throw LeapError(
        .usage, doing: "drawing a heat map", problem: "the project has no visualizer",
        remedy: "add libHeatMap.so to `visualizers` in leap.yaml")
    }
    self.model = model
    visualizer = try await registry.visualizer(plugin)
  }

  func paint(_ batch: SampleBatch, _ request: HeatMapRequest) async throws -> HeatMaps {
    let count = batch.inputs.shape[0]
    var predicted = 0
    if request.classes == .prediction {
      let logits = Tensor(.float32, [count, model.classes])
      try await model.forward(inputs: batch.inputs, outputs: [(1, logits)])
      predicted = Prediction(logits: logits.floats(rows: 0..<min(1, count)), label: -1).predicted
    }
    let targets = try request.classes.targets(classes: model.classes, predicted: predicted)
    if targets.contains(.loss), batch.labels == nil {
      throw LeapError(
        .usage, doing: "drawing a heat map of the loss", problem: "the images have no labels",
        remedy: "give them with --labels labels.npy")
    }
    let methods = try await visualizer.methods(for: model)
    let method = request.method ?? methods.first
    guard let method, methods.contains(method) else {
      throw LeapError(
        .usage, doing: "drawing a heat map",
        problem: "'\(request.method ?? "")' is no method of '\(visualizer.library)' for this model",
        remedy: "choose from \(methods.joined(separator: ", "))")
    }
    let size = Array(batch.inputs.shape.suffix(2))
    var (maps, raw): (Tensor?, Tensor?) = (nil, nil)
    // Batches of a few dozen keep the memory of ten maps an image small.
    for low in stride(from: 0, to: count, by: 64) {
      let rows = low..<min(low + 64, count)
      let part = SampleBatch(
        subset: batch.subset, indices: Array(batch.indices[rows]), inputs: batch.inputs.rows(rows),
        labels: batch.labels?.rows(rows))
      let results = try await visualizer.render(
        part, targets: targets, method: method, layer: request.layer, options: nil, model: model)
      guard let map = results.tensors["map"], map.dtype == .float32, map.shape == [rows.count, targets.count] + size else {
        throw LeapError(
          .plugin, doing: "drawing a heat map",
          problem: "plugin '\(visualizer.library)' put no float32 tensor 'map' of the image's size",
          remedy: "tell its author")
      }
      if maps == nil { maps = Tensor(.float32, [count, targets.count] + size) }
      maps?.setRows(from: low, to: map)
      if let small = results.tensors["raw"], small.dtype == .float32, small.shape.count == 4, small.shape[0] == rows.count {
        if raw == nil { raw = Tensor(.float32, [count] + small.shape.dropFirst()) }
        raw?.setRows(from: low, to: small)
      }
    }
    return HeatMaps(
      maps: maps ?? Tensor(.float32, [0, targets.count] + size), raw: raw, targets: targets, method: method, inputs: batch.inputs)
  }
}

extension Session {
  /// Heat maps of samples of a run, with its weights.
  public func heatMaps(of samples: [SampleID], _ request: HeatMapRequest, in open: OpenRun) async throws -> HeatMaps {
    let dataset = try await registry.dataset(plugins.dataset)
    let model = try await model(of: open.run, dataset: open.dataset)
    let painter = try await HeatMapPainter(model: model, visualizers: plugins.visualizers, registry: registry)
    let inputs = Tensor(.float32, [samples.count] + dataset.input.shape)
    let labels = Tensor(.int64, [samples.count])
    for (row, sample) in samples.enumerated() {
      _ = try open.rows.row(of: sample)
      guard let number = dataset.subsets.firstIndex(where: { $0.name == sample.subset && sample.index < $0.count }) else {
        throw LeapError(
          .data, doing: "reading \(sample)", problem: "the data set does not have it any more", remedy: "run again: leap-host run"
        )
      }
      let (image, label) = (Tensor(.float32, [1] + dataset.input.shape), Tensor(.int64, [1]))
      try await dataset.read(subset: number, rows: [Int64(sample.index)], inputs: image, labels: label)
      inputs.setRows(from: row, to: image)
      labels.setRows(from: row, to: label)
    }
    let labeled = labels.int64s.allSatisfy { $0 >= 0 }
    return try await painter.paint(
      SampleBatch(subset: nil, indices: samples.map { Int64($0.index) }, inputs: inputs, labels: labeled ? labels : nil), request)
  }
}

extension OutsideArrays {
  public func heatMaps(_ request: HeatMapRequest) async throws -> HeatMaps {
    let painter = try await HeatMapPainter(model: model, visualizers: visualizers, registry: registry)
    let indices = (0..<Int64(inputs.shape[0])).map { $0 }
    return try await painter.paint(SampleBatch(subset: nil, indices: indices, inputs: inputs, labels: labels), request)
  }
}
