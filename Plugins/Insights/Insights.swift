import Kernels
import PluginKit

/// Says by itself what is wrong with the data and the model.
final class Insights: WantsNeighbors {
  static let manifest = Manifest(
    id: "insights", title: "Insights",
    summary: "Finds wrong labels, copies, leaks, outliers, weak and over-fit groups, hidden sub-classes, and samples to label",
    traits: [.deterministic, .readsColumns], options: Options.table)

  let columns = [
    Column("cluster", .int64, "group by k-means on the leading principal components of the features"),
    Column("density", .float64, "how crowded its surroundings are: 0 the loneliest, 1 the most crowded sample"),
    Column("neighbor_agreement", .float64, "share of its labeled neighbors that have the sample's label", direction: .up),
    Column("mislabel_score", .float64, "how much its label is like one that was made wrong on purpose, 0 to 1", direction: .down),
  ]
  let options: Options
  private(set) var population: Population?

  init(options: OptionValues, call: Call) { self.options = Options(options) }

  var fitted: (count: Int, dimensions: Int)? { population.map { ($0.count, $0.features.shape[1]) } }

  /// - Throws: `.data` naming the first row with a NaN or an infinity.
  func fit(_ population: Population, call: Call) throws {
    self.population = nil
    for (what, values) in [("feature", population.features), ("logit", population.logits)] {
      guard let i = FloatArray.firstNonFinite(values.values) else { continue }
      let (row, column) = i.quotientAndRemainder(dividingBy: values.shape[1])
      throw PluginError(
        .data,
        "nothing can be found out about row \(row): \(what) \(column) is \(values.values[i]); "
          + "the model has probably diverged in training, try a lower learning rate")
    }
    self.population = population
  }

  func neighborsWanted(count: Int) -> NeighborWish? { Graph.wish(options.neighbors) }

  /// The columns, at most `findings` insights of each kind, and a summary.
  func run(columns: Table, results: Sink, call: Call) throws {
    guard let population else { throw PluginError(.state, "the analyzer was not fitted") }
    let samples = Samples(population)
    let work = Work(call: call)
    let graph = try Graph(samples, of: population, k: options.neighbors, work)
    let clusters = Clusters(samples, options, work)
    try work.report(0.55, "cross-fitted probabilities")
    let audit = try LabelAudit(samples, graph, options, work)
    try work.report(0.85, "findings")
    let survey = Survey(
      samples: samples, graph: graph, clusters: clusters, audit: audit, copies: Copies(samples, graph, options),
      facets: Facets(samples, clusters), options: options, work: work)
    let finders: [(Survey) throws -> [Finding]] = [
      findMislabeled, findAmbiguous, findDuplicates, findLeaks, findOutOfDistribution, findWeakGroups, findOverFitGroups,
      findHiddenSubClasses, findLabelCandidates,
    ]
    var findings: [Finding] = []
    for finder in finders {
      let found = try finder(survey).sorted { ($0.severity, $1.title) > ($1.severity, $0.title) }
      findings += found.prefix(options.findings)
      try work.report(0.85 + 0.15 * Double(findings.count) / Double(findings.count + 20), "findings")
    }
    findings.sort { ($0.severity, $1.kind, $1.title) > ($1.severity, $0.kind, $0.title) }
    for finding in findings { try results.put(finding.insight(survey)) }
    try columns.fill(0, clusters.assignment.map { Int($0) })
    try columns.fill(1, graph.density)
    try columns.fill(2, graph.agreement)
    try columns.fill(3, audit.suspicions.map { $0?.score })
    try results.put("summary", summary(of: findings, survey))
  }
}

/// Threads and progress of one run.
struct Work {
  let call: Call
  let parallel: Parallel

  init(call: Call) {
    self.call = call
    parallel = Parallel(lanes: call.lanes, run: call.parallel)
  }

  /// - Throws: when the run is to stop.
  func report(_ share: Double, _ note: String) throws { try call.progress(share, of: 1, note) }
}

/// All that finders look at.
struct Survey {
  let samples: Samples
  let graph: Graph
  let clusters: Clusters
  let audit: LabelAudit
  let copies: Copies
  let facets: Facets
  let options: Options
  let work: Work
}
