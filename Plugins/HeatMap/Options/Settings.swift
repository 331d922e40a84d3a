import PluginKit

/// The options of the plugin, read.
struct Settings {
  /// How a map of a layer's size gets the picture's.
  enum Enlarging: String, CaseIterable {
    case bilinear
    case receptiveField = "receptive-field"
  }

  let seed: UInt64
  let enlarging: Enlarging
  let baseline: Baseline
  let blur: Float
  let samples: Int
  let noise: Float
  let steps: Int
  /// At least `steps`.
  let maximumSteps: Int
  let gap: Double
  let draws: Int
  let patch: Int
  let stride: Int
  let masks: Int
  let grid: Int
  let share: Float
  let coalitions: Int
  let cells: Int
  let evidence: Bool
  let curveSteps: Int
  let perturbations: Int
  let radius: Float
  let neighbors: Int

  init(_ options: OptionValues) {
    seed = UInt64(options[Self.seed])
    enlarging = options[Self.enlarge]
    baseline = options[Self.baseline]
    blur = Float(options[Self.blur])
    samples = options[Self.samples]
    noise = Float(options[Self.noise])
    steps = options[Self.steps]
    maximumSteps = max(steps, options[Self.maximumSteps])
    gap = options[Self.gap]
    draws = options[Self.draws]
    patch = options[Self.patch]
    stride = options[Self.stride]
    masks = options[Self.masks]
    grid = options[Self.grid]
    share = Float(options[Self.share])
    coalitions = options[Self.coalitions]
    cells = options[Self.cells]
    evidence = options[Self.evidence]
    curveSteps = options[Self.curveSteps]
    perturbations = options[Self.perturbations]
    radius = Float(options[Self.radius])
    neighbors = options[Self.neighbors]
  }
}
