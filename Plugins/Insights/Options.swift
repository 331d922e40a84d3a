import PluginKit

/// The options of the findings, read.
struct Options {
  private static let seed = Option("seed", .int(0...), default: 1, "of everything random")
  private static let neighbors = Option(
    "neighbors", .int(2...100), default: 10, "of each sample, in the space of features")
  private static let clusters = Option("clusters", .int(1...200), default: 24, "groups of k-means")
  private static let folds = Option(
    "folds", .int(2...20), default: 5, "parts of the samples that a linear model is fitted without, to judge their labels")
  private static let findings = Option("findings", .int(1...10), default: 10, "of each kind, at most")
  private static let planted = Option(
    "planted", .number(0.001...0.2), default: 0.01,
    "share of labels that are made wrong inside the analysis, to measure how many are found; 50 at least")
  private static let falseDiscoveries = Option(
    "false_discoveries", .number(0.0001...0.5), default: 0.05, "expected share of groups that are reported by chance")
  private static let minimum = Option("minimum", .int(5...1_000_000), default: 20, "samples of a group, at least")
  private static let nearDuplicate = Option(
    "near_duplicate", .number(0...0.9), default: 0.1,
    "near duplicates are nearer than this part of the distance to the last neighbor of either")
  private static let outliers = Option(
    "outliers", .number(0.0001...0.1), default: 0.001, "share of training samples that would count as out of distribution")
  private static let candidates = Option("candidates", .int(1...10_000), default: 50, "samples to label next")

  static let table = OptionTable(
    seed, neighbors, clusters, folds, findings, planted, falseDiscoveries, minimum, nearDuplicate, outliers, candidates)

  let seed: UInt64
  let neighbors: Int
  let clusters: Int
  let folds: Int
  let findings: Int
  let planted: Double
  let falseDiscoveries: Double
  let minimum: Int
  let nearDuplicate: Double
  let outliers: Double
  let candidates: Int

  init(_ options: OptionValues) {
    seed = UInt64(options[Self.seed])
    neighbors = options[Self.neighbors]
    clusters = options[Self.clusters]
    folds = options[Self.folds]
    findings = options[Self.findings]
    planted = options[Self.planted]
    falseDiscoveries = options[Self.falseDiscoveries]
    minimum = options[Self.minimum]
    nearDuplicate = options[Self.nearDuplicate]
    outliers = options[Self.outliers]
    candidates = options[Self.candidates]
  }
}
