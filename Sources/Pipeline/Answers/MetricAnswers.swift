import Analytics

/// Metrics over subsets: `samples[subset]` and `metrics[name][subset]`, null where a metric is not defined.
public struct MetricsAnswer: Answer {
  private let figures: MetricFigures
  public init(_ figures: MetricFigures) { self.figures = figures }

  public var members: AnswerMembers {
    func bySubset<Value>(_ values: [Value]) -> [String: Value] {
      Dictionary(zip(figures.subsets, values)) { first, _ in first }
    }
    let rows = zip(figures.metrics, figures.values).map { ($0.name, bySubset($1.map(AnswerNumber.init))) }
    return ["run": figures.run, "samples": bySubset(figures.samples), "metrics": Dictionary(rows) { first, _ in first }]
  }
}

/// How often each class was taken for each: `counts[truth][predicted]`.
public struct ConfusionAnswer: Answer {
  private let matrix: ConfusionMatrix
  private let classNames: [String]

  public init(_ matrix: ConfusionMatrix, classNames: [String]) {
    self.matrix = matrix
    self.classNames = classNames
  }

  public var members: AnswerMembers { ["classes": classNames, "counts": matrix.rows] }
}

extension ConfusionMatrix {
  /// The counts by true class, then by predicted class.
  public var rows: [[Int]] { (0..<classes).map { truth in (0..<classes).map { self[truth: truth, predicted: $0] } } }
}

/// How two columns go together.
public struct CorrelationAnswer: Answer {
  private let correlation: Correlation
  public init(_ correlation: Correlation) { self.correlation = correlation }

  public var members: AnswerMembers {
    [
      "n": correlation.n, "pearson": correlation.pearson.map(CoefficientAnswer.init),
      "spearman": correlation.spearman.map(CoefficientAnswer.init),
    ]
  }
}

private struct CoefficientAnswer: Answer {
  let coefficient: Correlation.Coefficient
  init(_ coefficient: Correlation.Coefficient) { self.coefficient = coefficient }
  var members: AnswerMembers { ["r": coefficient.r, "p": coefficient.p] }
}
