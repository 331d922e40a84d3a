import Analytics
import Core
import Foundation
import Pipeline
import Store

/// One finding for people.
enum InsightText {
  static func show(_ report: InsightReport, limit: Int) {
    let insight = report.insight
    Output.text("\(insight.kind), severity \(String(format: "%.2f", insight.severity)), \(insight.state.rawValue)")
    Output.text(insight.title)
    for effect in report.effects {
      Output.text(
        String(format: "  %@ %.4f among its members, %.4f among the rest", effect.name, effect.ofMembers, effect.ofRest))
    }
    if !report.explanations.isEmpty {
      Output.text("\nWhat tells them from the rest")
      Output.table(
        ["column", "value", "members", "share", "of the rest", "lift", "bits"],
        report.explanations.map { part in
          [
            part.name, part.value, "\(part.count)", percent(part.share), percent(part.restShare), number(part.lift, 1),
            number(part.mutualInformation, 3),
          ]
        })
    }
    Output.text("\n\(report.members.count) \(report.members.count == 1 ? "member" : "members"), the most telling first")
    Output.table(
      ["sample", "sure", "label", "prediction", "loss"],
      report.members.prefix(limit).map { member in
        [
          member.sample.description, number(member.score, 3), member.label.map(String.init) ?? "-",
          member.prediction.map(String.init) ?? "-", number(member.loss, 4),
        ]
      })
    guard report.members.count > limit else { return }
    Output.text("\(report.members.count - limit) more: --limit \(report.members.count), or --members FILE.csv")
  }

  /// RFC 4180; the header is `sample,score,label,prediction,loss`.
  static func csv(_ report: InsightReport) -> String {
    let lines = report.members.map { member in
      let numbers: [String?] = [
        member.score.map { "\($0)" }, member.label.map { "\($0)" }, member.prediction.map { "\($0)" },
        member.loss.map { "\($0)" },
      ]
      return [member.sample.description] + numbers.map { $0 ?? "" }
    }
    return CSV.text([["sample", "score", "label", "prediction", "loss"]] + lines)
  }

  private static func percent(_ share: Double?) -> String { share.map { String(format: "%.1f%%", 100 * $0) } ?? "-" }
  private static func number(_ value: Double?, _ places: Int) -> String {
    value.map { String(format: "%.\(places)f", $0) } ?? "-"
  }
}
