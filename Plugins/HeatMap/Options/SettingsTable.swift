import PluginKit

/// What leap.yaml and a request may say.
extension Settings {
  static let seed = Option("seed", .int(0...Int(UInt32.max)), default: 1, "of everything random")
  static let enlarge = Option(
    "enlarge", .choice(Enlarging.self), default: .bilinear,
    "class activation maps: stretched to the picture as in their papers, or each cell over the pixels that it sees")
  static let baseline = Option(
    "baseline", .choice(Baseline.self), default: .black,
    "what stands for nothing to see: integrated-gradients, deeplift, occlusion, rise and kernel-shap compare with it")
  static let blur = Option(
    "blur", .number(0.1...100), default: 3, "standard deviation in pixels of the blurred baseline and of insertion's start")
  static let samples = Option("samples", .int(2...10000), default: 32, "smoothgrad, vargrad: noisy copies of the picture")
  static let noise = Option(
    "noise", .number(0...10), default: 0.15, "smoothgrad, vargrad: standard deviation, as a share of the picture's range")
  static let steps = Option(
    "steps", .int(1...10000), default: 50, "integrated-gradients: points on the path, to begin with")
  static let maximumSteps = Option(
    "max_steps", .int(1...10000), default: 400, "integrated-gradients: points are doubled up to this many")
  static let gap = Option(
    "gap", .number(0...1), default: 0.01, "integrated-gradients: largest completeness gap, as a share of the map's magnitude")
  static let draws = Option(
    "draws", .int(1...100000), default: 256, "expected-gradients: pairs of a training sample and a point on the path from it")
  static let patch = Option("patch", .int(1...1000), default: 5, "occlusion: side of the patch in pixels")
  static let stride = Option("stride", .int(1...1000), default: 2, "occlusion: pixels between two patches")
  static let masks = Option("masks", .int(1...100000), default: 1000, "rise: random masks")
  static let grid = Option("grid", .int(1...1000), default: 7, "rise: cells a side of a mask")
  static let share = Option("share", .number(0.01...0.99), default: 0.5, "rise: part of the cells that shows the picture")
  static let coalitions = Option(
    "coalitions", .int(8...100000), default: 1024, "kernel-shap: random sets of cells, in pairs of a set and its complement")
  static let cells = Option("cells", .int(2...64), default: 7, "kernel-shap: superpixels a side")
  static let evidence = Option("evidence", .bool, default: false, "measure how far each map can be believed")
  static let curveSteps = Option(
    "curve_steps", .int(1...1000), default: 28, "evidence: steps of the deletion and insertion curves")
  static let perturbations = Option(
    "perturbations", .int(2...10000), default: 64, "evidence: squares taken away for infidelity")
  static let neighbors = Option("neighbors", .int(1...1000), default: 8, "evidence: pictures nearby for sensitivity")
  static let radius = Option(
    "radius", .number(0.0001...1), default: 0.02, "evidence: how far sensitivity's pictures may be, as a share of the range")

  static let table = OptionTable(
    seed, enlarge, baseline, blur, samples, noise, steps, maximumSteps, gap, draws, patch, stride, masks, grid, share, coalitions,
    cells, evidence, curveSteps, perturbations, neighbors, radius)
}
