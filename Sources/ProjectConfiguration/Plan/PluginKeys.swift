import Core

extension PluginEntry {
  static let hexDigest = "[0-9a-f]{64}"

  /// Keys of every use of a plugin.
  static let keys = [
    Key("plugin", .text, required: true, "A library's name or path, an id, or a name under plugins"),
    Key("component", .text, "Which component of the library; needed where it offers several of the role"),
    Key("options", .options, "Options of the component: leap-host plugin inspect NAME"),
    Key("isolation", .words(of: Isolation.self), default: .string("auto"), "Read, and without effect yet"),
    Key("sha256", .pattern(hexDigest), "SHA-256 that the library's file must have"),
  ]

  static let plain = KeyTable("a plugin", keys)
  static let metadata = KeyTable("metadata", keys + Expectations.keys)
  static let metric = KeyTable(
    "metrics",
    keys + Expectations.keys + [
      Key("direction", .words(of: ColumnInfo.Direction.self), "Which way is better; default: as the plugin says")
    ])
  static let analyzer = KeyTable(
    "analyzers",
    keys + [
      Key("columns", .list(.text), "Columns of metadata, metrics and functions that it reads beside the host's own; default: all")
    ])

  /// A plugin, or several.
  static func form(_ table: KeyTable) -> Form { .either([.text, .map(table)]) }
  static func listForm(_ table: KeyTable) -> Form { .either([.text, .map(table), .list(form(table))]) }
}

extension MapReader {
  /// The map under `options`.
  func options() throws -> ConfigNode {
    let options = self["options"] ?? .emptyMap
    guard options.members != nil || options.isNull else {
      throw file.error("'options' must be a map (is \(options.shown))", at: options.mark)
    }
    return options.isNull ? ConfigNode(.map([]), at: options.mark) : options
  }

  /// The names under `columns`.
  func columns() throws -> [String]? {
    guard let node = self["columns"], !node.isNull else { return nil }
    return try texts("columns").map(\.text)
  }

  /// The digest under `sha256`.
  func sha256() throws -> String? {
    guard let node = self["sha256"] else { return nil }
    guard let text = node.string, text.wholeMatch(of: /[0-9a-f]{64}/) != nil else {
      throw file.error(
        "'sha256' must be 64 hex digits in small letters (is \(node.shown))", at: node.mark,
        remedy: "leap-host plugin inspect NAME shows a plugin's; put it in quotes")
    }
    return text
  }
}
