import PluginKit

/// What a terminal shows: the most severe findings, with their first members. The host puts names for {row N}.
func summary(of findings: [Finding], _ evidence: Evidence) -> String {
  let samples = evidence.samples
  guard !findings.isEmpty else { return "Insights: nothing to report about \(Text.count(samples.count, "sample"))" }
  var lines = ["Insights: \(Text.count(findings.count, "finding")) about \(Text.count(samples.count, "sample")), the most severe first"]
  for finding in findings.prefix(8) {
    let rows = finding.members.prefix(3).map { "{row \($0)}" }.joined(separator: ", ")
    lines.append("  \(Text.decimals((finding.severity * 100).rounded() / 100))  \(finding.kind): \(finding.title); \(rows)"
      + (finding.members.count > 3 ? ", ..." : ""))
  }
  if findings.count > 8 { lines.append("  and \(findings.count - 8) more") }
  return lines.joined(separator: "\n")
}
