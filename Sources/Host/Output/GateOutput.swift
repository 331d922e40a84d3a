import Analytics
import Core
import Foundation
import Pipeline

/// What became of the bars, for people.
enum GateText {
  static func print(_ results: [GateResult], run: String) {
    Output.table(
      ["test", "figure", "samples", "value", "interval", "wants", "by", "verdict"],
      results.flatMap { result in
        result.checks.map { check in
          [
            result.name, result.figure, "\(result.samples)", number(result.value), interval(result.interval), wants(check),
            check.margin.map { String(format: "%+.6f", $0) } ?? "-", check.passed ? "passed" : "FAILED",
          ]
        }
      })
    for result in results {
      if let note = result.note { Output.text("\(result.name): \(note)") }
      for check in result.checks {
        guard let baseline = check.baseline else { continue }
        let p = baseline.p.map { String(format: ", McNemar p %.3g", $0) } ?? ""
        Output.text("\(result.name): difference to \(baseline.run) within \(interval(baseline.interval))\(p)")
      }
    }
    let failed = results.filter { !$0.passed }
    Output.text(
      failed.isEmpty
        ? "\n\(run) passes \(results.count == 1 ? "the test" : "all \(results.count) tests")"
        : "\n\(run) fails \(failed.count) of \(results.count): \(failed.map(\.name).joined(separator: ", "))")
  }

  private static func wants(_ check: GateResult.Check) -> String {
    switch check.kind {
    case .atLeast: "at least \(number(check.limit))"
    case .atMost: "at most \(number(check.limit))"
    case .notWorseThan: check.baseline.map { "not worse than \(number(check.limit)) of \($0.run)" } ?? "not worse"
    }
  }

  private static func number(_ value: Double?) -> String { value.map { String(format: "%.6f", $0) } ?? "-" }
  private static func interval(_ interval: Interval?) -> String {
    interval.map { "\(number($0.lower)) to \(number($0.upper))" } ?? "-"
  }
}
