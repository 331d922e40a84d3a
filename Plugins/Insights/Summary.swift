import PluginKit

/// What a terminal shows: the most severe findings, with their first members. The host puts names for {row N}.
func summary(of findings: [Finding], _ evidence: Evidence) -> String {
  let samples = evidence.samples
  guard !findings.isEmpty else { return "Insights: nothing to report about \(Text.count(samples.count, "sample"))" }
  let counts = "\(Text.count(findings.count, "finding")) about \(Text.count(samples.count, "sample"))"
  var lines = ["Insights: \(counts), the most severe first"]
  for finding in findings.prefix(8) {
    let rows = finding.members.prefix(3).map { "{row \($0)}" }.joined(separator: ", ")
    let more = finding.members.count > 3 ? ", ..." : ""
    lines.append("  \(Text.percent(finding.severity))  \(finding.kind): \(finding.title); \(rows)\(more)")
  }
  if findings.count > 8 { lines.append("  and \(findings.count - 8) more") }
  return lines.joined(separator: "\n")
}
