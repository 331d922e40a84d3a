import ArgumentParser
import Core
import Foundation
import Pipeline

struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Hold a run to the bars under `tests` in leap.yaml.",
    discussion: """
      It reads the store only, and ends with exit code 1 when a bar is not cleared, so that a build can stop there. A comparison with
      another run fails only where this one is surely worse: by a paired bootstrap, or by McNemar's test for accuracy.

      Example: leap-host gate
      Example: leap-host gate accuracy-of-fours --run run-0003 --json
      """)

  @Argument(help: "Names of bars; by default all.")
  var names: [String] = []
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var output: OutputOptions

  mutating func run() throws {
    let plan = try project.plan()
    guard !plan.gates.isEmpty else {
      throw LeapError(
        .usage, doing: "testing a run", problem: "the project has no bars", place: plan.source.name,
        remedy: "add tests: [{name: accuracy, metric: accuracy, subset: validation, at_least: 0.98}]")
    }
    for name in names where !plan.gates.contains(where: { $0.name == name }) {
      let known = plan.gates.map(\.name)
      throw LeapError(
        .usage, doing: "testing a run", problem: "there is no test '\(name)'", place: plan.source.name,
        remedy: nearestWord(to: name, among: known).map { "did you mean '\($0)'?" }
          ?? "choose from \(known.joined(separator: ", "))")
    }
    let open = try OpenRun(plan: plan, name: which.name)
    let results = try GateCheck(open, plan: plan).results(of: plan.gates.filter { names.isEmpty || names.contains($0.name) })
    if output.json {
      try Output.json(GateAnswer(run: open.run.name, results))
    } else {
      GateText.print(results, run: open.run.name)
    }
    if results.contains(where: { !$0.passed }) { throw ExitCode(1) }
  }
}
