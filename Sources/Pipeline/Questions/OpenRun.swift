import Core
import Foundation
import PluginHost
import ProjectConfiguration
import Store

/// A finished or unfinished run, read without any plugin.
public struct OpenRun: Sendable {
  public let store: RunStore
  public let run: Run
  public let dataset: DatasetRecord

  public init(store: RunStore, run: Run, dataset: DatasetRecord) {
    self.store = store
    self.run = run
    self.dataset = dataset
  }

  /// - Parameter name: e.g. "run-0001"; nil: the last used run of the project that was evaluated.
  public init(store: RunStore, project: String, name: String?) throws {
    self.store = store
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
    guard let dataset = try store.dataset(of: run) else {
      throw LeapError(
        .usage, doing: "opening \(run.name)", problem: "it has not read its data set yet", place: store.directory, remedy: remedy)
    }
    self.run = run
    self.dataset = dataset
  }

  /// Opens the run of a project for reading.
  public init(plan: ProjectPlan, name: String?) throws {
    try self.init(store: RunStore(readingOnly: plan.directory + "/.leap"), project: plan.name, name: name)
  }

  public var rows: Rows { dataset.rows }

  /// `[samples]` whether a row is of the subset.
  public func rows(ofSubset name: String) throws -> [Bool] {
    guard let range = rows.range(of: name) else {
      throw LeapError(
        .usage, doing: "choosing samples of '\(name)'", problem: "there is no subset '\(name)'",
        remedy: "choose from \(rows.subsets.map(\.name).joined(separator: ", "))")
    }
    return (0..<rows.count).map { range.contains($0) }
  }

  /// Everything that the store knows of one sample.
  public func sample(_ sample: SampleID) throws -> SampleReport {
    let row = try rows.row(of: sample)
    var builtIn: [String: ColumnValue] = [:]
    var metadata: [(ColumnInfo, ColumnValue?)] = []
    for (info, value) in try store.columnValues(row: row, of: run) {
      if info.source == "leap" { builtIn[info.name] = value } else { metadata.append((info, value)) }
    }
    let logits = try ArrayFile.floats(run.path(RunFiles.logits), rows: row..<row + 1)
    func int(_ name: String) -> Int? { if case .int64(let value) = builtIn[name] { Int(value) } else { nil } }
    func double(_ name: String) -> Double? { if case .float64(let value) = builtIn[name] { value } else { nil } }
    let label = int(BuiltInColumns.label)
    let prediction = Prediction(logits: logits, label: Int64(label ?? -1))
    return SampleReport(
      run: run.name, sample: sample, label: label, prediction: prediction.predicted,
      loss: double(BuiltInColumns.loss), probabilities: prediction.probabilities, builtIn: builtIn, metadata: metadata,
      classNames: dataset.classNames)
  }

  /// The samples with the largest losses among those that the model misreads, the worst first, in validation where there is one.
  public func worstMisread(_ count: Int) throws -> [SampleID] {
    guard case .float64(let losses)? = try store.column(BuiltInColumns.loss, of: run)?.values,
      case .bool(let correct)? = try store.column("correct", of: run)?.values
    else { return [] }
    let preferred = rows.subsets.first { $0.state == .validation } ?? rows.subsets.last
    guard let range = preferred.flatMap({ rows.range(of: $0.name) }) else { return [] }
    return range.filter { correct[$0] == false }.sorted { (losses[$1] ?? 0, $0) < (losses[$0] ?? 0, $1) }.prefix(count).map {
      rows.sample(at: $0)
    }
  }

  /// Labels and predictions of some rows.
  public func truth(ofRows wanted: [Int]) throws -> [(label: Int?, prediction: Int?)] {
    func column(_ name: String) throws -> [Int?] {
      try store.column(name, rows: wanted, of: run)?.map { if case .int64(let value)? = $0 { Int(value) } else { nil } }
        ?? wanted.map { _ in nil }
    }
    return zip(try column(BuiltInColumns.label), try column(BuiltInColumns.prediction)).map { (label: $0, prediction: $1) }
  }
}

/// Everything that is known of one sample.
public struct SampleReport: Sendable {
  public var run: String
  public var sample: SampleID
  public var label: Int?
  public var prediction: Int
  public var loss: Double?
  public var probabilities: [Double]
  /// Built-in columns by name.
  public var builtIn: [String: ColumnValue]
  /// Columns of plugins, in their order.
  public var metadata: [(ColumnInfo, ColumnValue?)]
  public var classNames: [String]
}
