import PluginKit

/// What a terminal shows: the two most severe findings of each kind, with their first members. The host puts names for {row N}.
func summary(of findings: [Finding], _ survey: Survey) -> String {
  let samples = survey.samples
  guard !findings.isEmpty else { return "Insights: nothing to report about \(Text.count(samples.count, "sample"))" }
  let counts = "\(Text.count(findings.count, "finding")) about \(Text.count(samples.count, "sample"))"
  var lines = ["Insights: \(counts), the most severe first"]
  var shown: [String: Int] = [:]
  for finding in findings where shown[finding.kind, default: 0] < 2 {
    shown[finding.kind, default: 0] += 1
    let rows = finding.members.prefix(3).map { "{row \($0)}" }.joined(separator: ", ")
    let more = finding.members.count > 3 ? ", ..." : ""
    lines.append("  \(Decimals.percent(finding.severity))  \(finding.kind): \(finding.title); \(rows)\(more)")
  }
  let left = findings.count - shown.values.reduce(0, +)
  if left > 0 { lines.append("  and \(left) more") }
  return lines.joined(separator: "\n")
}
