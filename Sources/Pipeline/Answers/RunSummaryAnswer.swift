/// What a command that runs stages came to.
public struct RunSummaryAnswer: Answer {
  private let summary: RunSummary
  public init(_ summary: RunSummary) { self.summary = summary }

  public var members: AnswerMembers {
    [
      "run": summary.run, "validation_accuracy": summary.facts["validation_accuracy"],
      "test_accuracy": summary.facts["test_accuracy"], "stages": summary.stages,
    ]
  }
}
