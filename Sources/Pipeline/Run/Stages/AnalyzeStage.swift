import Core
import Foundation
import PluginHost
import Store

extension StageWork {
  /// Lets one analyzer look at the whole population and keeps what it found.
  /// - Parameters:
  ///   - id: Of the component.
  ///   - columns: Names of those that it reads.
  ///   - yielded: Names of those of its own columns that are not kept, because another analyzer fills them.
  ///   - neighbors: Finds the neighbors that it is to have with the population.
  func analyze(
    with analyzer: any AnalyzerRole, id: String, reading columns: [String] = [], yielding yielded: Set<String> = [],
    neighbors: (SamplePopulation) async throws -> NeighborGraph? = { _ in nil }, step: StepID
  ) async throws -> StepResult {
    guard analyzer.offersRun else { return StepResult() }
    var population = try SamplePopulation(of: run, record, in: store)
    population.neighbors = try await neighbors(population)
    population.columns = try columns.compactMap { try store.column($0, of: run) }
    try await analyzer.fit(population)
    let preview = Preview(directory: run.directory)
    let (filled, results) = try await analyzer.run(count: population.states.count) { preview.show($0, $1) }
    let own = zip(analyzer.columns, filled).filter { !yielded.contains($0.0.name) }
    try store.write(zip(try names(for: own.map(\.0), id), own).map { (info: $0, values: $1.1) }, step: step, of: run)
    for (key, number) in results.numbers { try store.setFact("\(id).\(key)", to: number, step: step, of: run) }
    for (key, number) in results.integers {
      try store.setFact("\(id).\(key)", to: .int64(number), step: step, of: run)
    }
    if let text = results.texts["summary"] { try store.setResult(named(text), of: analyzer.id, step: step, of: run) }
    let count = population.states.count
    if let wrong = results.insights.first(where: { !$0.members.allSatisfy((0..<count).contains) }) {
      throw LeapError(
        .plugin, doing: "keeping the insights of plugin '\(analyzer.id)'",
        problem: "'\(wrong.title)' has a member that is no row of the population", remedy: "tell its author")
    }
    let verdicts = try store.verdicts(ofProject: run.project)
    try store.write(
      results.insights.map { insight in
        let samples = Set(insight.members.map { record.rows.sample(at: $0) })
        return InsightRecord(
          kind: insight.kind, title: named(insight.title), severity: insight.severity, members: insight.members,
          scores: insight.scores,
          details: insight.details ?? "{}", source: analyzer.id,
          state: verdicts.first { $0.concerns(kind: insight.kind, samples: samples) }?.state ?? .open)
      }, step: step, of: run)
    var files: [String] = []
    for (key, tensor) in results.tensors.sorted(by: { $0.key < $1.key }) {
      let name = try fileName(for: key, id: id, step: step, library: analyzer.id)
      let array = try MappedArray(run.path(name), tensor.shape, dtype: tensor.dtype)
      if tensor.count > 0 { array.tensor.setRows(from: 0, to: tensor) }
      try array.finish()
      files.append(name)
    }
    if let state = try await analyzer.savedState() {
      let name = RunFiles.state(of: id)
      try writeWhole(state, to: run.path(name))
      files.append(name)
    }
    preview.remove()
    return StepResult(files: files)
  }

  /// A plugin knows rows, a person samples: {row 48000} becomes validation:0.
  private func named(_ text: String) -> String {
    let rows = record.rows
    return text.replacing(#/\{row (\d+)\}/#) { match in
      Int(match.1).flatMap { $0 < rows.count ? rows.sample(at: $0).description : nil } ?? String(match.0)
    }
  }

  /// The name of an array's file, `neighbors.npy` for "neighbors"; after the component's id where another has such an array.
  private func fileName(for key: String, id: String, step: StepID, library: String) throws -> String {
    guard Preview.isFileName(key) else {
      throw LeapError(
        .plugin, doing: "keeping the arrays of plugin '\(library)'", problem: "'\(key)' cannot be a file's name",
        remedy: "tell its author: letters, digits, _ and - only")
    }
    let others = try store.steps(of: run).filter { $0.id.stage == .analyze && $0.id != step }
    let taken = others.contains { $0.files.contains("\(key).npy") }
    return taken ? "\(id).\(key).npy" : "\(key).npy"
  }
}
