import Core

/// A plugin under a name of the project's own, an entry of `plugins:`.
struct PluginDeclaration: NamedEntry {
  let name: String
  let plugin: String
  let options: ConfigNode
  let isolation: PluginEntry.Isolation
  let sha256: String?
  let mark: ConfigNode.Mark

  static let table = KeyTable(
    "plugins",
    [
      Key("name", .pattern("[a-z0-9_-]{1,64}"), required: true, "By which the rest of the file names it"),
      Key("plugin", .text, required: true, "A library's name or path, or the id of an installed one"),
      Key("options", .options, "Options wherever it is used; a use may add to them and change them"),
      Key("isolation", .words(of: PluginEntry.Isolation.self), default: .string("auto"), "Read, and without effect yet"),
      Key("sha256", .pattern(PluginEntry.hexDigest), "SHA-256 that the library's file must have"),
    ])

  init(_ node: ConfigNode, file: ConfigFile) throws {
    let map = try MapReader(node, file: file, subject: "a plugin", table: Self.table)
    _ = try map.required("name", remedy: "add name: NAME")
    name = try map.name("name", like: "digits") ?? ""
    plugin = try map.text("plugin", try map.required("plugin", remedy: "add plugin: libX.so"))
    options = try map.options()
    isolation = try map["isolation"].map { try map.word("isolation", $0, as: PluginEntry.Isolation.self) } ?? .auto
    sha256 = try map.sha256()
    mark = node.mark
  }
}

/// The plugins that a project gives names to.
struct PluginDeclarations {
  private let all: [PluginDeclaration]
  private let file: ConfigFile

  /// Reads the list under `plugins:`.
  init(_ node: ConfigNode?, file: ConfigFile) throws {
    self.file = file
    all = try file.entries(node, under: "plugins", called: "plugins")
  }

  /// The use with what its name stands for.
  /// - Throws: `LeapError` for a plain word that is no name, where the project has names.
  func settled(_ use: PluginEntry) throws -> PluginEntry {
    if let plugin = all.first(where: { $0.name == use.plugin }) {
      return use.with(
        plugin: plugin.plugin, options: plugin.options.overlaid(by: use.options), isolation: plugin.isolation,
        sha256: plugin.sha256)
    }
    // Libraries have a point or a slash in their names, and so have ids.
    guard !all.isEmpty, !use.plugin.contains("."), !use.plugin.contains("/") else { return use }
    throw file.error(
      "there is no plugin '\(use.plugin)' under plugins", at: use.mark,
      remedy: file.advice(for: use.plugin, among: all.map(\.name), called: "plugins"))
  }
}

extension ConfigNode {
  /// A map with the members of both, those of `other` where both have one.
  func overlaid(by other: ConfigNode) -> ConfigNode {
    guard let own = members, let more = other.members else { return other }
    let kept = own.filter { member in !more.contains { $0.key == member.key } }
    return ConfigNode(.map(kept + more), at: more.isEmpty ? mark : other.mark)
  }
}
