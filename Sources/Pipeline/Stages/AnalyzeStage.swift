import Core
import Foundation
import PluginHost
import Store

extension StageWork {
  /// Lets one analyzer look at the whole population and keeps what it found.
  func analyze(_ plugin: ResolvedPlugin, step: String) async throws -> StepResult {
    let analyzer = try await session.registry.analyzer(plugin)
    guard analyzer.offersRun else { return StepResult() }
    let population = try session.population(of: run, record)
    try await analyzer.fit(population)
    let (columns, results) = try await analyzer.run(count: population.states.count)
    try store.write(zip(try names(for: analyzer.columns, plugin), columns).map { (info: $0, values: $1) }, stage: step, of: run)
    for (key, number) in results.numbers { try store.setFact("\(plugin.component.id).\(key)", to: number, stage: step, of: run) }
    for (key, number) in results.integers {
      try store.setFact("\(plugin.component.id).\(key)", to: .int64(number), stage: step, of: run)
    }
    if let text = results.texts["summary"] { try store.setResult(named(text), of: plugin.library.id, stage: step, of: run) }
    try store.write(
      results.insights.map { insight in
        InsightRecord(
          kind: insight.kind, title: insight.title, severity: insight.severity, members: insight.members,
          details: insight.details ?? "{}", source: plugin.library.id)
      }, stage: step, of: run)
    var files: [String] = []
    for (key, tensor) in results.tensors.sorted(by: { $0.key < $1.key }) {
      let name = try fileName(for: key, plugin)
      let array = try MappedArray(run.path(name), tensor.shape, dtype: tensor.dtype)
      if tensor.count > 0 { array.tensor.setRows(from: 0, to: tensor) }
      try array.finish()
      files.append(name)
    }
    return StepResult(files: files)
  }

  /// A plugin knows rows, a person samples: {row 48000} becomes validation:0.
  private func named(_ text: String) -> String {
    let rows = record.rows
    return text.replacing(#/\{row (\d+)\}/#) { match in
      Int(match.1).flatMap { $0 < rows.count ? rows.sample(at: $0).description : nil } ?? String(match.0)
    }
  }

  /// `neighbors.npy` for "neighbors"; with the component's id before it where another component has such an array.
  private func fileName(for key: String, _ plugin: ResolvedPlugin) throws -> String {
    guard !key.isEmpty, key.count <= 64, key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") })
    else {
      throw LeapError(
        .plugin, doing: "keeping the arrays of plugin '\(plugin.library.id)'", problem: "'\(key)' cannot be a file's name",
        remedy: "tell its author: letters, digits, _ and - only")
    }
    let others = try store.stages(of: run).filter {
      $0.name.hasPrefix("analyze/") && !$0.name.hasPrefix("analyze/\(plugin.library.id)/")
    }
    let taken = others.contains { $0.detail.split(separator: "\n").contains("\(key).npy") }
    return taken ? "\(plugin.component.id).\(key).npy" : "\(key).npy"
  }
}

extension Session {
  /// All samples of an evaluated run, arrays mapped from disk.
  func population(of run: Run, _ record: DatasetRecord) throws -> SamplePopulation {
    let count = record.rows.count
    func column(_ name: String) throws -> ColumnValues {
      guard let values = try store.column(name, of: run)?.values, values.count == count else {
        throw LeapError(
          .system, doing: "reading \(run.name)", problem: "it has no column '\(name)'", remedy: "run again: leap-host run")
      }
      return values
    }
    func int64s(_ name: String) throws -> [Int64] {
      if case .int64(let values) = try column(name) { values.map { $0 ?? -1 } } else { [] }
    }
    var losses: [Float] = []
    if case .float64(let values) = try column(BuiltInColumns.loss) { losses = values.map { $0.map(Float.init) ?? .nan } }
    return SamplePopulation(
      features: try MappedArray.open(run.path(RunFiles.features)),
      labels: Tensor(try int64s(BuiltInColumns.label), [count]),
      predictions: Tensor(try int64s(BuiltInColumns.prediction), [count]),
      logits: try MappedArray.open(run.path(RunFiles.logits)),
      losses: Tensor(losses, [count]),
      states: record.subsets.flatMap { Array(repeating: $0.state, count: $0.count) })
  }
}
