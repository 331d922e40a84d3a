import Core
import Foundation
import Pipeline

/// What `leap-host test` found, for people.
enum TestText {
  static func print(_ report: TestReport) {
    for finding in report.findings {
      let place = finding.place.map { "\($0): " } ?? ""
      let sample = finding.sample.map { "\($0): " } ?? ""
      let more = finding.count > 1 ? " (\(finding.count) times)" : ""
      Output.text(
        "\(place)\(finding.severity.rawValue) \(finding.code.rawValue): \(finding.component): \(sample)\(finding.reason)\(more)")
      Output.text("  \(finding.remedy)")
    }
    if !report.findings.isEmpty { Output.text("") }
    Output.table(
      ["component", "calls", "seconds", "worst", "at", "verdict"],
      report.components.map { component in
        [
          component.name, "\(component.calls)", String(format: "%.2f", component.seconds),
          component.calls > 0 ? String(format: "%.2f ms", 1000 * component.worstSeconds) : "-",
          component.worstSample.map { "\($0)" } ?? "-", verdict(component),
        ]
      })
    let samples = report.samples.map { "\($0.count) of \($0.subset)" }.joined(separator: ", ")
    let weights = report.weights.map { $0 == "random" ? ", random weights" : ", weights of \($0)" } ?? ""
    Output.text(
      String(format: "\n%@%@, %.1f s: ", samples.isEmpty ? "no samples" : samples, weights, report.seconds)
        + counted(report.errors, report.warnings))
  }

  private static func verdict(_ component: TestReport.Component) -> String {
    component.errors + component.warnings == 0 ? "good" : counted(component.errors, component.warnings)
  }

  private static func counted(_ errors: Int, _ warnings: Int) -> String {
    func words(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }
    if errors + warnings == 0 { return "nothing found" }
    return [errors > 0 ? words(errors, "error") : nil, warnings > 0 ? words(warnings, "warning") : nil].compactMap(\.self).joined(
      separator: ", ")
  }
}
