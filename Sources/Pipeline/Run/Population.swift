import Core
import PluginHost
import Store

extension SamplePopulation {
  /// All samples of an evaluated run, arrays mapped from disk.
  init(of run: Run, _ record: DatasetRecord, in store: RunStore) throws {
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
    self.init(
      features: try MappedArray.open(run.path(RunFiles.features)),
      labels: Tensor(try int64s(BuiltInColumns.label), [count]),
      predictions: Tensor(try int64s(BuiltInColumns.prediction), [count]),
      logits: try MappedArray.open(run.path(RunFiles.logits)),
      losses: Tensor(losses, [count]),
      states: record.subsets.flatMap { Array(repeating: $0.state, count: $0.count) })
  }
}
