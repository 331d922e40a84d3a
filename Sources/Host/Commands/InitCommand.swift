import ArgumentParser
import Core
import Foundation
import Pipeline
import Store

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Start a leap.yaml for a folder of IDX files.",
    discussion: """
      The files are opened and checked. A leap.yaml that is there is never written over.

      Example: leap-host init --data mnist
      Example: leap-host init letters --data images --name letters
      """)

  @Argument(help: "The folder of the project; by default the current one.", completion: .directory)
  var folder = "."
  @Option(
    name: .long, help: "The folder of the IDX files, counted from the project's, or looked up as any data path.",
    completion: .directory)
  var data = "."
  @Option(name: .long, help: "Name of the project: a-z, 0-9, _ and -; by default made from the folder's.")
  var name: String?
  @OptionGroup var output: OutputOptions

  mutating func run() async throws {
    let folder = URL(fileURLWithPath: folder).standardizedFileURL.path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw LeapError(.usage, doing: "starting a project", problem: "there is no folder '\(folder)'", remedy: "make it first")
    }
    let start = try await ProjectStart(folder: folder, data: data, name: name, report: ProgressReport().reporter)
    try writeWhole(Array(start.text.utf8), to: start.file)
    if output.json { return try Output.json(["file": start.file, "facts": start.facts]) }
    Output.text("\(start.facts): \(start.file)\nNext: leap-host test, then leap-host run")
  }
}
