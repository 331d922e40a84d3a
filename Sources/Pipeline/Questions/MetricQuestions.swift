import Analytics
import Core
import Store

/// How good the model of a run is over any samples.
public struct MetricQuestions: Sendable {
  private let open: OpenRun
  public init(_ open: OpenRun) { self.open = open }

  /// What the model said of the samples that have a label and pass.
  /// - Parameter mask: `[samples]`; nil for all.
  /// - Throws: `LeapError` where logits and labels of the run do not go together.
  public func outcomes(_ mask: [Bool]? = nil) throws -> Outcomes {
    guard case .int64(let labels) = try ColumnQuestions(open).column(BuiltInColumns.label).values else {
      preconditionFailure("labels are whole numbers")
    }
    let (shape, logits) = try ArrayFile.readFloats(open.run.path(RunFiles.logits))
    return try Outcomes(logits: logits, classes: shape.last ?? 0, labels: labels, mask: mask.map { RowMask($0) })
  }

  /// How often each class was taken for each, over the samples that pass.
  /// - Parameter mask: `[samples]`; nil for all.
  public func confusion(_ mask: [Bool]? = nil) throws -> ConfusionMatrix { ConfusionMatrix(try outcomes(mask)) }

  /// Metrics over each of some subsets.
  /// - Parameters:
  ///   - subset: Only this one; nil: all that have samples and labels.
  ///   - filter: Only samples for which this holds; nil: all.
  public func figures(_ metrics: [Metric], subset: String? = nil, filter: String? = nil) throws -> MetricFigures {
    let subsets = subset.map { [$0] } ?? open.rows.subsets.filter { $0.state != .unlabeled && $0.count > 0 }.map(\.name)
    let outcomes = try subsets.map { try self.outcomes(ColumnQuestions(open).mask(subset: $0, filter: filter)) }
    return MetricFigures(
      run: open.run.name, subsets: subsets, samples: outcomes.map(\.count), metrics: metrics,
      values: metrics.map { metric in outcomes.map { metric.value(of: $0) } })
  }
}

/// Metrics over subsets of a run.
public struct MetricFigures: Sendable {
  public let run: String
  public let subsets: [String]
  /// How many samples of each subset counted, `[subsets]`.
  public let samples: [Int]
  public let metrics: [Metric]
  /// Figures `[metrics][subsets]`; nil where a metric is not defined.
  public let values: [[Double?]]
}
