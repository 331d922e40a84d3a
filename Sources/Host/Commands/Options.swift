import ArgumentParser
import Core
import Foundation
import Pipeline
import ProjectConfiguration
import Store

/// Which project, with which plugins beside its own.
struct ProjectOptions: ParsableArguments {
  @Option(
    name: .long, help: "A leap.yaml or its folder; by default the nearest one from the current folder up.", completion: .file())
  var project: String?

  @Option(
    name: .long,
    help: """
      A plugin library to load as well: a path, or a name looked up beside leap-host, in LEAP_PLUGIN_PATH and in \
      $XDG_DATA_HOME/leap/plugins. It takes the place of the project's data set or model if it offers one. Repeatable.
      """, completion: .file(extensions: ["so"]))
  var plugin: [String] = []

  var directory: String { FileManager.default.currentDirectoryPath }

  func plan() throws -> ProjectPlan { try Session.plan(project, directory) }

  /// The project with its plugins.
  /// - Parameter readingOnly: Only look at what runs have left; otherwise the store is made where there is none.
  func session(readingOnly: Bool = false, _ report: @escaping Reporter) throws -> Session {
    let plan = try plan()
    let folder = plan.directory + "/.leap"
    return try Session(
      plan: plan, store: readingOnly ? RunStore(readingOnly: folder) : RunStore(directory: folder), extraPlugins: plugin,
      directory: directory, report: report)
  }

  /// A run to look at, with the project's plugins.
  func opened(_ which: RunOption, _ report: @escaping Reporter) throws -> (session: Session, run: OpenRun) {
    let session = try session(readingOnly: true, report)
    return (session, try OpenRun(store: session.store, project: session.plan.name, name: which.name))
  }
}

struct OutputOptions: ParsableArguments {
  @Flag(name: .long, help: "Print one JSON object on standard output.")
  var json = false
}

struct RunOption: ParsableArguments {
  @Option(name: .customLong("run"), help: "A run such as run-0001; by default the evaluated one that was used last.")
  var name: String?
}

/// Which of a run's samples.
struct FilterOptions: ParsableArguments {
  @Option(name: .long, help: "Only samples of this subset.")
  var subset: String?

  @Option(
    name: .long,
    help: """
      Only samples for which this holds: conditions over columns, such as 'label == 4 && loss > 1', 'label in [4, 9]', \
      'not correct', 'selection(insight_3)'.
      """)
  var filter: String?
}

/// A model from outside of the project's runs, and arrays to look at with it.
struct ArrayOptions: ParsableArguments {
  @Option(name: .long, help: "Weights for the project's model: a safetensors file with PyTorch's names.", completion: .file())
  var weights: String?

  @Option(name: .long, help: "Images: a .npy file [n, channels, height, width], float32 or uint8.", completion: .file())
  var input: String?

  @Option(name: .long, help: "Labels of the images: a .npy file [n] of int64 or uint8.", completion: .file())
  var labels: String?

  @Option(name: .long, help: "Number of classes of the model.")
  var classes = 10

  /// Whether arrays take the place of samples.
  func isUsed(doing: String) throws -> Bool {
    if weights == nil && input == nil { return false }
    guard weights != nil, input != nil else {
      throw LeapError(
        .usage, doing: doing, problem: "--weights and --input belong together", remedy: "give both, or neither for samples")
    }
    return true
  }

  /// Opens the arrays with the project's model, or with the shipped one where there is no project.
  func open(_ project: ProjectOptions, _ report: @escaping Reporter) async throws -> OutsideArrays {
    guard let weights, let input else { preconditionFailure("isUsed was not asked") }
    return try await OutsideArrays(
      plan: try plan(project), extraPlugins: project.plugin, directory: project.directory, weights: weights, input: input,
      labels: labels, classes: classes, report: report)
  }

  private func plan(_ options: ProjectOptions) throws -> ProjectPlan {
    do {
      return try options.plan()
    } catch let error as LeapError {
      // Only a project that does not exist is replaced; one with an error in it is not.
      guard options.project == nil, error.place == nil else { throw error }
      return try ProjectPlan(
        yaml: "project: arrays\ndataset: libIDXDataset.so\nmodel: libMNISTCNN.so\n",
        file: options.directory + "/" + ProjectPlan.fileName)
    }
  }
}

/// The run that was named, or the last finished one of the project; where there is none, the project is run.
func finishedRun(_ project: ProjectOptions, _ which: RunOption, _ report: @escaping Reporter) async throws -> OpenRun {
  let plan = try project.plan()
  if let name = which.name { return try OpenRun(plan: plan, name: name) }
  // No run, or one that cannot be read: running the project makes what is missing, or says what is wrong.
  if project.plugin.isEmpty, let open = try? OpenRun(plan: plan, name: nil), open.run.finishedAt != nil { return open }
  let session = try project.session(report)
  let summary = try await session.run()
  return try OpenRun(store: session.store, project: session.plan.name, name: summary.run)
}

/// Options of a method on the command line: `steps=100` and so on.
enum MethodOptions {
  static func parsed(_ options: [String]) throws -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    for option in options {
      guard let sign = option.firstIndex(of: "="), sign != option.startIndex else {
        throw LeapError(
          .usage, doing: "reading option '\(option)'", problem: "it is not of the form name=value",
          remedy: "write it like steps=100")
      }
      let text = String(option[option.index(after: sign)...])
      // What is no JSON is a text: baseline=black.
      let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      values[String(option[..<sign])] = value ?? .string(text)
    }
    return values
  }
}
