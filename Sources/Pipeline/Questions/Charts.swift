import Core
import Foundation
import Analytics
import ProjectConfiguration
import Store

extension OpenRun {
  /// The table that a chart looks at: a row a sample, a batch or an epoch.
  public func table(of source: SavedChart.Source) throws -> ColumnTable {
    switch source {
    case .samples: try table()
    case .batches: ColumnTable(batches: try store.batches(of: run))
    case .epochs: ColumnTable(epochs: try store.epochs(of: run))
    }
  }

  /// Answers a chart's question, over the runs that it names, or over this one.
  public func chart(_ query: ChartQuery, of source: SavedChart.Source = .samples) throws -> ChartResult {
    guard !query.runs.isEmpty else { return try query.result(over: table(of: source)) }
    let tables = try query.runs.map { name in
      (name: name, table: try OpenRun(store: store, project: run.project, name: name).table(of: source))
    }
    return try query.result(over: tables)
  }

  /// What the model said of the samples that have a label and pass.
  /// - Parameter mask: `[samples]`; nil for all.
  public func outcomes(_ mask: [Bool]?) throws -> Outcomes {
    guard case .int64(let labels) = try column(BuiltInColumns.label).values else {
      preconditionFailure("labels are whole numbers")
    }
    let (shape, logits) = try ArrayFile.readFloats(run.path(RunFiles.logits))
    return try Outcomes(logits: logits, classes: shape.last ?? 0, labels: labels, mask: mask.map { RowMask($0) })
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
