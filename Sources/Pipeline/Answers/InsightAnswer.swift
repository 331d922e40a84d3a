import Core
import Store

/// Findings of a run in a list, the most severe first.
public struct InsightListAnswer: Answer {
  private let run: String
  private let insights: [InsightAnswer]

  public init(run: String, _ insights: [InsightRecord]) {
    self.run = run
    self.insights = insights.map(InsightAnswer.init)
  }

  public var members: AnswerMembers { ["run": run, "insights": insights] }
}

/// A finding in a list. Its number goes by two keys: `number` as people write it, `id` as addresses of the API have it.
public struct InsightAnswer: Answer {
  private let insight: InsightRecord
  public init(_ insight: InsightRecord) { self.insight = insight }

  public var members: AnswerMembers {
    [
      "id": insight.id, "number": insight.id, "kind": insight.kind, "state": insight.state.rawValue,
      "severity": insight.severity, "size": insight.members.count, "title": insight.title, "source": insight.source,
    ]
  }
}

/// One finding with all that is known of it. What a list says of it stands beside the rest, and once more under `insight`.
public struct InsightReportAnswer: Answer {
  private let report: InsightReport
  public init(_ report: InsightReport) { self.report = report }

  public var members: AnswerMembers {
    InsightAnswer(report.insight).members + [
      "insight": InsightAnswer(report.insight), "members": report.members, "effects": report.effects,
      "explanations": report.explanations, "details": report.details,
    ]
  }
}

extension InsightReport.Member: Answer {
  public var members: AnswerMembers {
    [
      "sample": sample.description, "row": row, "score": score, "label": label, "prediction": prediction, "loss": loss,
    ]
  }
}

extension InsightReport.Effect: Answer {
  public var members: AnswerMembers { ["name": name, "members": ofMembers, "rest": ofRest] }
}

extension InsightReport.Explanation: Answer {
  public var members: AnswerMembers {
    [
      "name": name, "value": value, "count": count, "share": share, "rest_share": restShare, "lift": lift,
      "mutual_information": mutualInformation,
    ]
  }
}
