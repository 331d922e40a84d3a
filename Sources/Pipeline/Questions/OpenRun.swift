import Core
import PluginHost
import ProjectConfiguration
import Store

/// A finished or unfinished run, read without any plugin. `SampleQuestions`, `ColumnQuestions`, `MetricQuestions`, `ChartQuestions`,
/// `InsightQuestions` and `PopulationQuestions` ask it.
public struct OpenRun: Sendable {
  public let store: RunStore
  public let run: Run
  public let dataset: DatasetRecord

  /// - Parameter dataset: nil where the run has not recorded one yet.
  /// - Throws: `LeapError` where the run has no data set yet.
  public init(store: RunStore, run: Run, dataset: DatasetRecord?) throws {
    guard let dataset else {
      throw LeapError(
        .usage, doing: "opening \(run.name)", problem: "it has not read its data set yet", place: store.directory,
        remedy: "wait, or run: leap-host run")
    }
    self.store = store
    self.run = run
    self.dataset = dataset
  }

  /// - Parameter name: For example "run-0001"; nil: the last used run of the project that was evaluated.
  /// - Throws: `LeapError` that lists the runs where there is none of that name.
  public init(store: RunStore, project: String, name: String?) throws {
    let remedy = "run: leap-host run"
    let found: Run?
    if let name {
      found = try store.run(named: name)
      guard found != nil else {
        let names = try store.runs().map(\.name).joined(separator: ", ")
        throw LeapError(
          .usage, doing: "opening \(name)", problem: "there is no such run", place: store.directory,
          remedy: names.isEmpty ? remedy : "choose from \(names)")
      }
    } else {
      found = try store.runs(ofProject: project).first {
        try store.step(.evaluate, of: $0)?.state == .finished
      }
    }
    guard let run = found else {
      throw LeapError(
        .usage, doing: "opening the last run of '\(project)'", problem: "no run has been evaluated yet", place: store.directory,
        remedy: remedy)
    }
    try self.init(store: store, run: run, dataset: store.dataset(of: run))
  }

  /// Opens the run of a project for reading.
  public init(plan: ProjectPlan, name: String?) throws {
    try self.init(store: RunStore(readingOnly: plan.directory + "/.leap"), project: plan.name, name: name)
  }

  public var rows: Rows { dataset.rows }

  /// Labels and predictions of some rows, in their order; nil where a row has none.
  public func labelsAndPredictions(ofRows wanted: [Int]) throws -> [(label: Int?, prediction: Int?)] {
    func column(_ name: String) throws -> [Int?] {
      try store.column(name, rows: wanted, of: run)?.map { if case .int64(let value)? = $0 { Int(value) } else { nil } }
        ?? wanted.map { _ in nil }
    }
    return zip(try column(BuiltInColumns.label), try column(BuiltInColumns.prediction)).map { (label: $0, prediction: $1) }
  }
}
