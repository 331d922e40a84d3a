import ArgumentParser
import Core
import Foundation
import Pipeline
import PluginHost
import ProjectConfiguration

struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin", abstract: "List plugin libraries and look into them.",
    subcommands: [PluginListCommand.self, PluginInspectCommand.self])
}

struct PluginListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the installed plugin libraries.",
    discussion: "Example: leap-host plugin list")

  @OptionGroup var output: OutputOptions

  mutating func run() throws {
    let finder = PluginFinder()
    var items: [PluginJSON] = []
    for path in finder.installed() {
      do {
        items.append(PluginJSON(try PluginLibrary(loading: path)))
      } catch let error as LeapError {
        Terminal.warning(error.description)
      }
    }
    if output.json { return try Output.json(["plugins": items]) }
    guard !items.isEmpty else { return Output.text("No plugin is installed in \(finder.folders.joined(separator: ", ")).") }
    Output.table(
      ["file", "id", "version", "offers"],
      items.map { item in
        [item.file, item.id, item.version, item.components.map { "\($0.role) \($0.id)" }.joined(separator: ", ")]
      })
  }
}

struct PluginInspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show what a plugin library offers, and how it would run this project.",
    discussion: """
      Example: leap-host plugin inspect libMNISTCNN.so
      Example: leap-host plugin inspect libMNISTCNN.so --markdown
      """)

  @Argument(help: "A library: a path or a name.", completion: .file(extensions: ["so"]))
  var library: String
  @Flag(name: .long, help: "Its options as tables, as in docs/plugins.md.")
  var markdown = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if markdown, output.json { throw ValidationError("choose one of --markdown and --json") }
  }

  mutating func run() async throws {
    let registry = PluginRegistry()
    let directory = FileManager.default.currentDirectoryPath
    let library = try registry.library(library, from: directory)
    if markdown { return print(try Self.reference(of: library), terminator: "") }
    let json = PluginJSON(library)
    if output.json { return try Output.json(json) }
    Output.text("\(json.name) \(json.version)  \(json.id)\n\(json.path)\nSHA-256 \(json.sha256)")
    if let license = json.license { Output.text("license \(license)") }
    for component in json.components {
      Output.text("\n\(component.role) \(component.id): \(component.title)\n  \(component.summary)")
      if let schema = component.options {
        Output.text("  options:"); Output.text(OptionsText.lines(schema).map { "    " + $0 }.joined(separator: "\n"))
      }
    }
    if library.components.contains(where: { $0.role == .model }),
      let plan = try await ModelPlan.lines(of: library, from: directory)
    {
      Output.text("\nfor this project:\n  " + plan.joined(separator: "\n  "))
    }
  }

  /// The options of each component, under a heading where there are several.
  private static func reference(of library: PluginLibrary) throws -> String {
    try library.components.map { component in
      let heading = library.components.count > 1 ? "#### `\(component.id)`\n\n" : ""
      return heading + (try OptionsSchema(json: component.optionsSchema, of: component.id).reference)
    }.joined(separator: "\n")
  }
}

struct PluginJSON: Encodable {
  struct Component: Encodable {
    let id: String
    let role: String
    let title: String
    let summary: String
    let options: JSONValue?
  }
  let file: String
  let path: String
  let id: String
  let name: String
  let version: String
  let license: String?
  let sha256: String
  let components: [Component]

  init(_ library: PluginLibrary) {
    file = library.fileName
    path = library.path
    id = library.id
    name = library.name
    version = library.version
    license = library.license
    sha256 = library.digest.hex
    // A schema that is no JSON is shown as none; using the component says what is wrong with it.
    components = library.components.map { component in
      Component(
        id: component.id, role: component.role.rawValue, title: component.title, summary: component.summary,
        options: component.optionsSchema.flatMap { try? JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) })
    }
  }
}

/// The options of a component for people: a line each.
enum OptionsText {
  static func lines(_ schema: JSONValue) -> [String] {
    guard case .object(let root) = schema, case .object(let properties)? = root["properties"] else { return ["none"] }
    return properties.sorted { $0.key < $1.key }.map { name, property in
      guard case .object(let facts) = property else { return name }
      var line = name
      if case .string(let type)? = facts["type"] { line += " (\(type))" }
      if case .string(let text)? = facts["description"] { line += "  \(text)" }
      // A JSON value that was decoded can always be encoded.
      if let standard = facts["default"], let data = try? JSONEncoder().encode(standard) {
        let text = String(decoding: data, as: UTF8.self)
        line += "  [\(text.count > 60 ? text.prefix(57) + "..." : text[...])]"
      }
      return line
    }
  }
}
