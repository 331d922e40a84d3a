import ArgumentParser
import Core
import Foundation
import PluginHost

/// The command line: one file a command, and nothing here but their list.
@main
struct LeapHost: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leap-host",
    abstract: "Tells what a trained vision model learned, where it fails and why.",
    discussion: """
      Without a command it runs the project of the current folder (leap.yaml): trains or loads the model, evaluates every
      sample, computes metadata and analyzes the population. A second run redoes only what has changed.

      Exit codes: 0 done; 64 the command line, leap.yaml or a name in it is wrong; 65 a data file is wrong; 69 a plugin cannot
      be used; 74 the machine failed (disk, permission, memory); 130 stopped by the user; 1 anything else.
      """,
    version: leapVersion,
    subcommands: [
      RunCommand.self, TrainCommand.self, EvaluateCommand.self, SampleCommand.self, SimilarsCommand.self, HeatMapCommand.self,
      AnalyzeCommand.self, ChartCommand.self, MetricsCommand.self, ExploreCommand.self, InsightsCommand.self, ServeCommand.self,
      ExportCommand.self, TestCommand.self, GateCommand.self, InitCommand.self, SchemaCommand.self, PluginCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  static func main() async {
    if CommandLine.arguments.dropFirst().first == FunctionWorker.argument { FunctionWorker.main() }
    // Each prints its own error, so that a person sees one line and a script an exit code.
    do {
      // A file that may not grow any further is an error to report, not the end of the process.
      signal(SIGXFSZ, SIG_IGN)
      try Processor.check()
      try await withInterrupts {
        var command = try parseAsRoot()
        if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
      }
    } catch let error as LeapError {
      Terminal.error(error.description)
      Foundation.exit(error.exitCode)
    } catch is CancellationError {
      Terminal.error("stopped; what was finished is kept, run the same command again to go on")
      Foundation.exit(130)
    } catch {
      exit(withError: error)
    }
  }
}

extension LeapError {
  /// As sysexits.h has them.
  var exitCode: Int32 {
    switch kind {
    case .usage: 64
    case .data: 65
    case .plugin: 69
    case .system: 74
    case .canceled: 130
    }
  }
}
