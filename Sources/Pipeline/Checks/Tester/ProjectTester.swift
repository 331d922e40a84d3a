import Core
import PluginHost
import ProjectConfiguration
import Store

/// Tries a project out: `leap-host test`. It writes nothing.
public struct ProjectTester: Sendable {
  let plan: ProjectPlan
  let registry: PluginRegistry
  let choice: PluginChoice
  let log = TestLog()
  let report: Reporter
  /// Samples of each subset; nil for all.
  let limit: Int?

  /// - Parameters: as of `Session`.
  /// - Throws: `LeapError` for what is wrong with leap.yaml or the command line; what is wrong with the project's parts is found.
  public init(project: String?, extraPlugins: [String], directory: String, sampleLimit: Int?, report: @escaping Reporter) throws {
    plan = try Session.plan(project, directory)
    registry = Session.makeRegistry(report)
    choice = try PluginChoice(plan: plan, extra: extraPlugins, from: directory, registry: registry)
    limit = sampleLimit
    self.report = report
  }

  /// Tests all components; what is wrong with them is in the report.
  /// - Throws: cancellation alone.
  public func run() async throws -> TestReport {
    let watch = Stopwatch()
    let name = "dataset \(plan.dataset.plugin)"
    log.add(component: name, role: "dataset")
    guard let dataset = await openDataset(name) else { return summary(watch, dataset: nil, weights: nil) }
    var data = DataCheck(name: name, dataset: dataset, log: log)
    data.checkSubsets()
    let (model, weights) = await openModel(dataset)
    let (parts, fitted) = await openColumns(dataset)
    let visualizers = await openVisualizers(model?.model)
    let analyzed = await openAnalyzers()
    checkReferences(dataset, parts.map(\.filled), analyzed)

    var pass = SamplePass(
      name: name, dataset: dataset, model: model, parts: [], log: log, limit: limit, report: report, data: data)
    let tests = try await fit(parts, fitted, dataset, pass).map { PartTest($0, log: log) }
    pass = SamplePass(
      name: name, dataset: dataset, model: model, parts: tests, log: log, limit: limit, report: report, data: data)
    try await pass.run()
    data = pass.data
    for (number, subset) in dataset.subsets.enumerated() where subset.count > 0 && !visualizers.isEmpty {
      let rows = pass.rows(subset).prefix(VisualizerTest.samples)
      // What is wrong with reading was found before.
      guard let (batch, _) = try? await pass.read(number, Array(rows)) else { continue }
      for visualizer in visualizers { try await visualizer.run(batch) }
    }
    return summary(watch, dataset: pass, weights: weights)
  }

  private func summary(_ watch: Stopwatch, dataset: SamplePass?, weights: String?) -> TestReport {
    let (components, findings) = log.result()
    return TestReport(
      project: plan.name, samples: dataset.map { pass in pass.dataset.subsets.map { ($0.name, pass.rows($0).count) } } ?? [],
      weights: weights, seconds: watch.seconds, components: components, findings: findings)
  }

  /// Shows the training samples to what must see them first.
  /// - Returns: the parts that are ready; the others have a finding.
  private func fit(
    _ parts: [OpenedPart], _ needsMeans: Bool, _ dataset: any DatasetRole, _ pass: SamplePass
  ) async throws -> [any TestedPart] {
    var means = needsMeans ? ClassMeans(input: dataset.input, classes: dataset.classNames.count) : nil
    var failed: Set<String> = []
    let wanting = parts.compactMap { part -> ColumnPart? in
      if case .columns(let columns) = part, columns.role.needsFit { columns } else { nil }
    }
    func attempt(_ part: ColumnPart, _ sample: SampleID?, _ body: @Sendable () async throws -> Void) async throws {
      guard !failed.contains(part.name) else { return }
      do {
        try await log.time(part.name, first: sample, samples: 0, body)
      } catch let error as LeapError {
        failed.insert(part.name)
        log.find(error, in: part.name, code: .failed, sample: sample)
      }
    }
    for (number, subset) in dataset.subsets.enumerated() where subset.state == .training && (means != nil || !wanting.isEmpty) {
      let rows = pass.rows(subset)
      for low in stride(from: 0, to: rows.count, by: 1000) {
        try Task.checkCancellation()
        guard let (batch, _) = try? await pass.read(number, Array(rows[low..<min(low + 1000, rows.count)])) else { continue }
        means?.add(batch)
        let first = SampleID(subset: subset.name, index: Int(batch.indices[0]))
        for part in wanting { try await attempt(part, first) { try await part.role.fit(batch) } }
      }
    }
    for part in wanting { try await attempt(part, nil) { try await part.role.fitEnd() } }
    let tensor = means?.tensor
    return parts.compactMap { part in
      switch part {
      case .columns(let columns): failed.contains(columns.name) ? nil : columns
      case .function(let name, let use, let function):
        FunctionPart(
          name: name, use: use, function: function,
          words: FunctionWords(
            input: dataset.input, classes: dataset.classNames.count, means: use.needs(.classMean) ? tensor : nil,
            wanted: use.words))
      }
    }
  }
}
