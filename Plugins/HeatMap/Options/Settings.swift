import PluginKit

/// The options of the plugin, read.
struct Settings {
  private let values: [String: Double]

  /// - Parameters:
  ///   - options: the instance's.
  ///   - request: what a request adds; its members win.
  /// - Throws: `.argument` that names the option.
  init(_ options: JSON, adding request: JSON = .object([:])) throws {
    guard let members = options.object, let more = request.object else {
      throw PluginError(.argument, "options must be a JSON object, like {\"steps\": 100}")
    }
    let merged = members.merging(more) { $1 }
    if let stranger = merged.keys.sorted().first(where: { key in !Self.all.contains { $0.name == key } }) {
      throw PluginError(
        .argument, "there is no option '\(stranger)'; choose from \(Self.all.map(\.name).joined(separator: ", "))")
    }
    var values: [String: Double] = [:]
    for option in Self.all { values[option.name] = try option.value(in: .object(merged)) }
    self.values = values
  }

  private subscript(_ option: Option) -> Double { values[option.name] ?? 0 }

  /// How a map of a layer's size gets the picture's.
  enum Enlarging: String, CaseIterable {
    case bilinear
    case receptiveField = "receptive-field"
  }

  var enlarging: Enlarging { Enlarging.allCases[Int(self[Self.enlargeOption])] }
  var seed: UInt64 { UInt64(self[Self.seedOption]) }
  var baseline: Baseline { Baseline.allCases[Int(self[Self.baselineOption])] }
  var blur: Float { Float(self[Self.blurOption]) }
  var samples: Int { Int(self[Self.samplesOption]) }
  var noise: Float { Float(self[Self.noiseOption]) }
  var steps: Int { Int(self[Self.stepsOption]) }
  var maximumSteps: Int { max(steps, Int(self[Self.maximumStepsOption])) }
  var gap: Double { self[Self.gapOption] }
  var draws: Int { Int(self[Self.drawsOption]) }
  var patch: Int { Int(self[Self.patchOption]) }
  var stride: Int { Int(self[Self.strideOption]) }
  var masks: Int { Int(self[Self.masksOption]) }
  var grid: Int { Int(self[Self.gridOption]) }
  var share: Float { Float(self[Self.shareOption]) }
  var coalitions: Int { Int(self[Self.coalitionsOption]) }
  var cells: Int { Int(self[Self.cellsOption]) }
  var evidence: Bool { self[Self.evidenceOption] != 0 }
  var curveSteps: Int { Int(self[Self.curveStepsOption]) }
  var perturbations: Int { Int(self[Self.perturbationsOption]) }
  var radius: Float { Float(self[Self.radiusOption]) }
  var neighbors: Int { Int(self[Self.neighborsOption]) }
}

extension Settings {
  private static let seedOption = Option("seed", .whole(0...Int(UInt32.max), default: 1), "of everything random")
  private static let enlargeOption = Option(
    "enlarge", .choice(Enlarging.allCases.map(\.rawValue)),
    "class activation maps: stretched to the picture as in their papers, or each cell over the pixels that it sees")
  private static let baselineOption = Option(
    "baseline", .choice(Baseline.allCases.map(\.rawValue)),
    "what stands for nothing to see: integrated-gradients, deeplift, occlusion, rise and kernel-shap compare with it")
  private static let blurOption = Option(
    "blur", .number(0.1...100, default: 3), "standard deviation in pixels of the blurred baseline and of insertion's start")
  private static let samplesOption = Option(
    "samples", .whole(2...10000, default: 32), "smoothgrad, vargrad: noisy copies of the picture")
  private static let noiseOption = Option(
    "noise", .number(0...10, default: 0.15), "smoothgrad, vargrad: standard deviation, as a share of the picture's range")
  private static let stepsOption = Option(
    "steps", .whole(1...10000, default: 50), "integrated-gradients: points on the path, to begin with")
  private static let maximumStepsOption = Option(
    "max_steps", .whole(1...10000, default: 400), "integrated-gradients: points are doubled up to this many")
  private static let gapOption = Option(
    "gap", .number(0...1, default: 0.01), "integrated-gradients: largest completeness gap, as a share of the map's magnitude")
  private static let drawsOption = Option(
    "draws", .whole(1...100000, default: 256), "expected-gradients: pairs of a training sample and a point on the path from it")
  private static let patchOption = Option("patch", .whole(1...1000, default: 5), "occlusion: side of the patch in pixels")
  private static let strideOption = Option("stride", .whole(1...1000, default: 2), "occlusion: pixels between two patches")
  private static let masksOption = Option("masks", .whole(1...100000, default: 1000), "rise: random masks")
  private static let gridOption = Option("grid", .whole(1...1000, default: 7), "rise: cells a side of a mask")
  private static let shareOption = Option(
    "share", .number(0.01...0.99, default: 0.5), "rise: part of the cells that shows the picture")
  private static let coalitionsOption = Option(
    "coalitions", .whole(8...100000, default: 1024), "kernel-shap: random sets of cells, in pairs of a set and its complement")
  private static let cellsOption = Option("cells", .whole(2...64, default: 7), "kernel-shap: superpixels a side")
  private static let evidenceOption = Option("evidence", .flag, "measure how far each map can be believed")
  private static let curveStepsOption = Option(
    "curve_steps", .whole(1...1000, default: 28), "evidence: steps of the deletion and insertion curves")
  private static let perturbationsOption = Option(
    "perturbations", .whole(2...10000, default: 64), "evidence: squares taken away for infidelity")
  private static let neighborsOption = Option(
    "neighbors", .whole(1...1000, default: 8), "evidence: pictures nearby for sensitivity")
  private static let radiusOption = Option(
    "radius", .number(0.0001...1, default: 0.02), "evidence: how far sensitivity's pictures may be, as a share of the range")

  static let all = [
    seedOption, enlargeOption, baselineOption, blurOption, samplesOption, noiseOption, stepsOption, maximumStepsOption, gapOption,
    drawsOption,
    patchOption, strideOption, masksOption, gridOption, shareOption, coalitionsOption, cellsOption, evidenceOption,
    curveStepsOption, perturbationsOption, neighborsOption, radiusOption,
  ]

  static let schema = JSON.object([
    "type": .string("object"), "additionalProperties": .bool(false),
    "properties": .object(Dictionary(uniqueKeysWithValues: all.map(\.schema))),
  ]).text
}
