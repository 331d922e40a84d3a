/// The map `analysis:`, the short way to the options of the shipped analyzers.
enum AnalysisKeys {
  /// The libraries by key, in the order in which they run.
  private static let libraries = [
    (key: "neighbors", library: "libSimilars.so"), (key: "map", library: "libPopulationMap.so"),
    (key: "insights", library: "libInsights.so"),
  ]
  /// The libraries of all of them.
  static let standard = libraries.map(\.library)

  static let table = KeyTable(
    "analysis",
    [
      Key("neighbors", .either([.flag, .options]), default: .bool(true), "Options of libSimilars.so, or false to leave it out"),
      Key("map", .either([.flag, .options]), default: .bool(true), "Options of libPopulationMap.so, or false to leave it out"),
      Key("insights", .either([.flag, .options]), default: .bool(true), "Options of libInsights.so, or false to leave it out"),
    ])

  static func uses(_ node: ConfigNode, file: ConfigFile) throws -> [PluginEntry] {
    let map = try MapReader(node, file: file, subject: "analysis", table: table)
    return try libraries.compactMap { key, library in
      guard let value = map[key], value.bool != true, !value.isNull else { return PluginEntry(plugin: library, mark: node.mark) }
      if value.bool == false { return nil }
      guard value.members != nil else {
        throw file.error("'\(key)' must be a map of options, true or false (is \(value.shown))", at: value.mark)
      }
      return PluginEntry(plugin: library, options: value, mark: value.mark)
    }
  }
}
