import ArgumentParser
import Core
import Foundation
import Pipeline
import Store

struct InsightsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "insights",
    abstract: "List what the analyzers found: mislabeled, ambiguous, duplicated or leaked samples, weak groups and more.",
    discussion: """
      Without a number it lists the findings, the most severe first, and runs the project where there is no finished run yet.
      With one it shows that finding. What you accept or dismiss stays so in later runs that find the same group again.

      Example: leap-host insights --kind mislabeled
      Example: leap-host insights 12 --members suspects.csv
      Example: leap-host insights 12 --dismiss
      """)

  enum StateChoice: String, ExpressibleByArgument, CaseIterable { case open, accepted, dismissed, all }

  @Argument(help: "The number of a finding, as listed.")
  var number: Int64?
  @Option(name: .long, help: "Only findings of this kind.")
  var kind: String?
  @Option(name: .long, help: "Only findings in this state.")
  var state = StateChoice.all
  @Option(name: .long, help: "How many findings, or members of one, to print.")
  var limit = 20
  @Option(name: .long, help: "Write all members of the finding to this .csv file.", completion: .file(extensions: ["csv"]))
  var members: String?
  @Flag(name: .long, help: "Keep the finding as right.")
  var accept = false
  @Flag(name: .long, help: "Put the finding aside.")
  var dismiss = false
  @Flag(name: .long, help: "Take back what was decided.")
  var reopen = false
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard [accept, dismiss, reopen].count(where: { $0 }) <= 1 else {
      throw ValidationError("--accept, --dismiss and --reopen exclude each other.")
    }
    guard number != nil || !(accept || dismiss || reopen || members != nil) else {
      throw ValidationError("Name the finding by its number: leap-host insights NUMBER.")
    }
    guard limit >= 1 else { throw ValidationError("--limit must be at least 1.") }
  }

  mutating func run() async throws {
    guard let number else { return try list(try await finishedRun(project, which, ProgressReport().reporter)) }
    let decision: InsightRecord.State? = accept ? .accepted : dismiss ? .dismissed : reopen ? .open : nil
    let report = try report(of: number, decision)
    if let decision, !output.json {
      Output.text("\(report.insight.kind) \(number) is \(decision.rawValue): \(report.insight.title)")
    }
    if let members { try writeWhole(Array(InsightText.csv(report).utf8), to: members) }
    if output.json { return try Output.json(InsightReportAnswer(report)) }
    if let members { return Output.text("\(report.members.count) members of \(report.insight.kind) \(number): \(members)") }
    if decision == nil { InsightText.show(report, limit: limit) }
  }

  /// The finding, after what is to be decided about it; without a decision nothing is written.
  private func report(of number: Int64, _ decision: InsightRecord.State?) throws -> InsightReport {
    let plan = try project.plan()
    let folder = plan.directory + "/.leap"
    let store = try decision == nil ? RunStore(readingOnly: folder) : RunStore(directory: folder)
    let open = try OpenRun(store: store, project: plan.name, name: which.name)
    let insights = InsightQuestions(open)
    guard let report = try decision.map({ try insights.decide(number, $0) }) ?? insights.report(of: number) else {
      throw LeapError(
        .usage, doing: "looking for insight \(number)", problem: "\(open.run.name) has no such insight",
        remedy: "choose one that leap-host insights lists")
    }
    return report
  }

  private func list(_ open: OpenRun) throws {
    let wanted = InsightRecord.State(rawValue: state.rawValue)
    let insights = InsightQuestions(open)
    let found = try insights.all(kind: kind, state: wanted)
    if output.json { return try Output.json(InsightListAnswer(run: open.run.name, found)) }
    guard !found.isEmpty else {
      let kinds = Set(try insights.all().map(\.kind)).sorted().joined(separator: ", ")
      return Output.text(
        kinds.isEmpty
          ? "\(open.run.name) has no findings; is libInsights.so among the `analyzers` of leap.yaml?"
          : "\(open.run.name) has no such findings; there are \(kinds)")
    }
    Output.table(
      ["number", "severity", "kind", "state", "size", "what"],
      found.prefix(limit).map { insight in
        [
          "\(insight.id)", String(format: "%.2f", insight.severity), insight.kind, insight.state.rawValue,
          "\(insight.members.count)", insight.title,
        ]
      })
    if found.count > limit { Output.text("\n\(found.count - limit) more: --limit \(found.count)") }
    Output.text("\nOne of them: leap-host insights \(found[0].id)")
  }
}
