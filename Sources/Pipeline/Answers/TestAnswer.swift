/// What `leap-host test` found.
public struct TestAnswer: Answer {
  private let report: TestReport
  public init(_ report: TestReport) { self.report = report }

  public var members: AnswerMembers {
    [
      "project": report.project, "samples": Dictionary(report.samples.map { ($0.subset, $0.count) }) { first, _ in first },
      "weights": report.weights, "seconds": report.seconds, "errors": report.errors, "warnings": report.warnings,
      "components": report.components, "findings": report.findings,
    ]
  }
}

extension TestReport.Component: Answer {
  public var members: AnswerMembers {
    [
      "name": name, "role": role, "calls": calls, "samples": samples, "seconds": seconds, "worst_seconds": worstSeconds,
      "worst_sample": worstSample?.description, "errors": errors, "warnings": warnings,
    ]
  }
}

extension TestReport.Finding: Answer {
  public var members: AnswerMembers {
    [
      "code": code.rawValue, "severity": severity.rawValue, "component": component, "sample": sample?.description,
      "count": count, "reason": reason, "remedy": remedy, "place": place,
    ]
  }
}
