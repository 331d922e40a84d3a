import Core
import Foundation
import Analytics
import ProjectConfiguration
import Store

/// Charts of a run's samples, batches and epochs.
public struct ChartQuestions: Sendable {
  private let open: OpenRun
  public init(_ open: OpenRun) { self.open = open }

  /// The table that a chart looks at: a row a sample, a batch or an epoch.
  public func table(of source: SavedChart.Source) throws -> ColumnTable {
    switch source {
    case .samples: try ColumnQuestions(open).table()
    case .batches: ColumnTable(batches: try open.store.batches(of: open.run))
    case .epochs: ColumnTable(epochs: try open.store.epochs(of: open.run))
    }
  }

  /// What a chart shows, over the runs that its query names, or over this one where it names none.
  /// - Throws: `LeapError` for a run or column that is not there.
  public func result(of query: ChartQuery, over source: SavedChart.Source = .samples) throws -> ChartResult {
    guard !query.runs.isEmpty else { return try query.result(over: table(of: source)) }
    let tables = try query.runs.map { name in
      let other = try OpenRun(store: open.store, project: open.run.project, name: name)
      return (name: name, table: try ChartQuestions(other).table(of: source))
    }
    return try query.result(over: tables)
  }
}

extension ColumnTable {
  /// A row a training step.
  init(batches: [BatchRecord]) {
    self.init([
      ("step", .int64(batches.map { Int64($0.step) })), ("epoch", .int64(batches.map { Int64($0.epoch) })),
      ("loss", .float64(batches.map(\.loss))), ("accuracy", .float64(batches.map(\.accuracy))),
      ("learning_rate", .float64(batches.map(\.learningRate))), ("seconds", .float64(batches.map(\.seconds))),
    ])
  }

  /// A row an epoch.
  init(epochs: [EpochRecord]) {
    self.init([
      ("epoch", .int64(epochs.map { Int64($0.epoch) })), ("training_loss", .float64(epochs.map(\.trainingLoss))),
      ("training_accuracy", .float64(epochs.map(\.trainingAccuracy))),
      ("validation_loss", .float64(epochs.map(\.validationLoss))),
      ("validation_accuracy", .float64(epochs.map(\.validationAccuracy))), ("seconds", .float64(epochs.map(\.seconds))),
    ])
  }
}

extension SavedChart {
  /// The question that leap.yaml asks.
  /// - Throws: `LeapError` with the chart's place in the file.
  public func question(file: ConfigFile) throws -> ChartQuery {
    do {
      return try JSONDecoder().decode(ChartQuery.self, from: Data(query.json.utf8))
    } catch let error as LeapError {
      throw file.error("chart '\(name)': \(error.problem)", at: mark, remedy: error.remedy)
    } catch {
      throw file.error(
        "chart '\(name)' cannot be read: \(error)", at: mark,
        remedy: "write x: {column: label}, y: {column: loss, aggregate: mean}")
    }
  }
}
