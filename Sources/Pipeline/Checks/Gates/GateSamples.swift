import Analytics
import Core
import ProjectConfiguration
import Store

/// The samples that a bar of leap.yaml is about, and what is measured of them, in this run and in another.
struct GateSamples {
  let own: Measured
  /// Over the same samples in the same order.
  let other: Measured?
  /// Whether each sample is predicted right in either run, where the figure is the accuracy.
  let rights: (own: [Bool], other: [Bool])?
  /// What is measured, in words.
  let figure: String
  /// Which way is better, as the metric or the column says.
  let direction: ColumnInfo.Direction

  /// - Throws: `LeapError` for a metric, column, subset or filter that cannot be, and for runs over other samples.
  init(_ gate: GateEntry, _ open: OpenRun, beside baseline: OpenRun?) throws {
    if let baseline { try Self.checkPairing(open, baseline) }
    let mask = try ColumnQuestions(open).mask(subset: gate.subset, filter: gate.filter)
    switch gate.figure {
    case .metric(let name):
      let metric = try Metric(named: name)
      let outcomes = try MetricQuestions(open).outcomes(mask)
      let others = try baseline.map { try MetricQuestions($0).outcomes(mask) }
      own = Measured(metric, outcomes)
      other = others.map { Measured(metric, $0) }
      rights = metric == .accuracy ? others.map { (outcomes.rights, $0.rights) } : nil
      (figure, direction) = (metric.name, metric.direction)
    case .mean(let name):
      let (info, values) = try Self.numbers(name, open)
      let others = try baseline.map { try Self.numbers(name, $0).values }
      let rows = values.indices.filter { row in
        (mask?[row] ?? true) && values[row] != nil && (others.map { $0[row] != nil } ?? true)
      }
      func measured(_ values: [Double?]) -> Measured {
        let known = rows.compactMap { values[$0] }
        return info.kind == .bool ? .share(known.map { $0 == 1 }) : .mean(known)
      }
      own = measured(values)
      other = others.map(measured)
      rights = nil
      (figure, direction) = ("mean \(name)", info.direction)
    }
  }

  /// A column as numbers; nil where a value is missing or not finite.
  private static func numbers(_ name: String, _ open: OpenRun) throws -> (info: ColumnInfo, values: [Double?]) {
    let (info, column) = try ColumnQuestions(open).column(name)
    switch column {
    case .float64(let values): return (info, values.map { $0.flatMap { $0.isFinite ? $0 : nil } })
    case .int64(let values): return (info, values.map { $0.map(Double.init) })
    case .bool(let values): return (info, values.map { $0.map { $0 ? 1 : 0 } })
    case .string:
      throw LeapError(
        .usage, doing: "", problem: "column '\(name)' holds texts, which have no mean",
        remedy: "name one of numbers or of true and false")
    }
  }

  /// Samples are paired by their rows, so the rows must hold the same samples.
  private static func checkPairing(_ open: OpenRun, _ other: OpenRun) throws {
    let (own, others) = (ColumnQuestions(open), ColumnQuestions(other))
    func isSame(_ name: String) throws -> Bool { try own.column(name).values == others.column(name).values }
    guard try open.rows == other.rows && isSame(InputColumns.content) && isSame(BuiltInColumns.label) else {
      throw LeapError(
        .usage, doing: "",
        problem: "\(other.run.name) has other samples or labels than \(open.run.name), so they cannot be compared",
        remedy: "name a run of the same data under not_worse_than, or set a threshold")
    }
  }
}
