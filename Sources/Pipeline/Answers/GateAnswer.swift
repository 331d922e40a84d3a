/// What became of the bars that leap.yaml sets, in its order.
public struct GateAnswer: Answer {
  private let run: String
  private let results: [GateResult]

  public init(run: String, _ results: [GateResult]) {
    self.run = run
    self.results = results
  }

  public var members: AnswerMembers { ["run": run, "passed": results.allSatisfy(\.passed), "tests": results] }
}

extension GateResult: Answer {
  public var members: AnswerMembers {
    [
      "name": name, "figure": figure, "passed": passed, "samples": samples, "value": value, "interval": interval,
      "checks": checks, "note": note,
    ]
  }
}

extension GateResult.Check: Answer {
  public var members: AnswerMembers {
    [
      "kind": kind.rawValue, "passed": passed, "limit": limit, "margin": margin, "run": baseline?.run,
      "difference": baseline?.interval, "p": baseline?.p,
    ]
  }
}
