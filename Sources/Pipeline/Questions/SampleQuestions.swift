import Analytics
import Core
import PluginHost
import Store

/// Questions about single samples of a run that its store answers.
public struct SampleQuestions: Sendable {
  private let open: OpenRun
  public init(_ open: OpenRun) { self.open = open }

  /// Everything that the store knows of one sample.
  /// - Throws: `LeapError` where the run has no such sample.
  public func report(of sample: SampleID) throws -> SampleReport {
    let row = try open.rows.row(of: sample)
    let columns = try open.store.columnValues(row: row, of: open.run)
    let logits = try ArrayFile.floats(open.run.path(RunFiles.logits), rows: row..<row + 1)
    func builtIn(_ name: String) -> ColumnValue? {
      columns.first(where: { $0.info.source == "leap" && $0.info.name == name })?.value
    }
    let label: Int? = if case .int64(let value)? = builtIn(BuiltInColumns.label) { Int(value) } else { nil }
    let loss: Double? = if case .float64(let value)? = builtIn(BuiltInColumns.loss) { value } else { nil }
    let prediction = Prediction(logits: logits, label: Int64(label ?? -1))
    return SampleReport(
      run: open.run.name, sample: sample, row: row, label: label, prediction: prediction.predicted, loss: loss,
      probabilities: prediction.probabilities, columns: columns, classNames: open.dataset.classNames)
  }

  /// The samples with the largest losses among those that the model misreads, the worst first, in validation where there is one.
  public func worstMisread(_ count: Int) throws -> [SampleID] {
    guard case .float64(let losses)? = try open.store.column(BuiltInColumns.loss, of: open.run)?.values,
      case .bool(let correct)? = try open.store.column("correct", of: open.run)?.values
    else { return [] }
    let rows = open.rows
    let preferred = rows.subsets.first { $0.state == .validation } ?? rows.subsets.last
    guard let range = preferred.flatMap({ rows.range(of: $0.name) }) else { return [] }
    return range.filter { correct[$0] == false }.sorted { (losses[$1] ?? 0, $0) < (losses[$0] ?? 0, $1) }.prefix(count).map {
      rows.sample(at: $0)
    }
  }
}

/// Everything that the store knows of one sample.
public struct SampleReport: Sendable {
  public var run: String
  public var sample: SampleID
  /// The sample's number over all subsets.
  public var row: Int
  public var label: Int?
  public var prediction: Int
  public var loss: Double?
  /// Probabilities of the classes, `[classes]`.
  public var probabilities: [Double]
  /// All columns of the run, in their order; nil where the value is missing.
  public var columns: [(info: ColumnInfo, value: ColumnValue?)]
  public var classNames: [String]

  /// The values of the columns that every run has, by name; those without a value are left out.
  public var builtIn: [String: ColumnValue] {
    let own = columns.filter { $0.info.source == "leap" }.compactMap { info, value in value.map { (info.name, $0) } }
    return Dictionary(own) { first, _ in first }
  }
  /// The columns of plugins and functions, in their order.
  public var metadata: [(info: ColumnInfo, value: ColumnValue?)] { columns.filter { $0.info.source != "leap" } }

  /// What a class is called; nil for what is no class.
  public func name(ofClass index: Int?) -> String? { index.flatMap { classNames.indices.contains($0) ? classNames[$0] : nil } }
}
