import Core
import Store

/// Everything that is known of one sample. Its columns are an object by name on the command line, and a list that says more of each
/// in the API.
public struct SampleAnswer: Answer {
  private let report: SampleReport
  private let columns: Columns
  private enum Columns: Sendable {
    case byName
    /// A list that says what each column means, with what a person wrote beside the sample.
    case described(Annotation?)
  }

  /// The answer of the command line: values of columns by name, those of plugins apart.
  public init(_ report: SampleReport) { (self.report, columns) = (report, .byName) }

  /// The answer of the API: all columns with what they mean, and what a person wrote beside the sample; nil: nothing.
  public init(_ report: SampleReport, annotation: Annotation?) { (self.report, columns) = (report, .described(annotation)) }

  public var members: AnswerMembers {
    let known: AnswerMembers = [
      "run": report.run, "sample": report.sample.description, "row": report.row, "subset": report.sample.subset,
      "index": report.sample.index, "label": report.label, "label_name": report.name(ofClass: report.label),
      "prediction": report.prediction, "prediction_name": report.name(ofClass: report.prediction),
      "correct": report.label.map { $0 == report.prediction }, "loss": report.loss,
      "probabilities": report.probabilities.map(AnswerNumber.init),
    ]
    switch columns {
    case .byName:
      let metadata = Dictionary(report.metadata.map { ($0.info.name, $0.value) }) { first, _ in first }
      return known + ["columns": report.builtIn, "metadata": metadata]
    case .described(let annotation):
      return known + [
        "columns": report.columns.map { ColumnAnswer(info: $0.info, value: $0.value) }, "note": annotation?.note ?? "",
        "tags": annotation?.tags ?? [],
      ]
    }
  }
}

/// One column of a sample.
private struct ColumnAnswer: Answer {
  let info: ColumnInfo
  let value: ColumnValue?

  var members: AnswerMembers {
    [
      "name": info.name, "value": value, "kind": info.kind.rawValue, "source": info.source, "summary": info.summary,
    ]
  }
}
