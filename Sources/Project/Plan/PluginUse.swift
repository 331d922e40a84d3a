import Core

/// One plugin that a project uses, as leap.yaml names it.
public struct PluginUse: Sendable, Equatable {
  /// Where a plugin runs: in the host's process, in a worker, or as the host sees fit.
  public enum Isolation: String, Sendable, CaseIterable { case inproc, worker, auto }

  /// A library's name or path, e.g. "libHeatMap.so".
  public let plugin: String
  /// The component of the library; nil means its only one of the role.
  public let component: String?
  /// A map, not yet checked against the component's schema.
  public let options: ConfigNode
  public let isolation: Isolation
  /// Where the entry begins in leap.yaml.
  public let mark: ConfigNode.Mark

  public init(
    plugin: String, component: String? = nil, options: ConfigNode = .emptyMap, isolation: Isolation = .auto,
    mark: ConfigNode.Mark = .start
  ) {
    self.plugin = plugin
    self.component = component
    self.options = options
    self.isolation = isolation
    self.mark = mark
  }

  static let keys = ["plugin", "component", "options", "isolation"]

  /// Reads `libX.so` or `{plugin: libX.so, component: ..., options: {...}, isolation: ...}`.
  /// - Parameter extraKeys: Further keys that the caller reads from the same map.
  init(_ node: ConfigNode, file: ConfigFile, subject: String, extraKeys: [String] = []) throws {
    if let plugin = node.string, !plugin.isEmpty {
      self.init(plugin: plugin, mark: node.mark)
      return
    }
    guard node.members != nil else {
      throw file.error(
        "\(subject) must name a plugin (is \(node.shown))", at: node.mark,
        remedy: "write a library such as libX.so, or a map {plugin: libX.so, options: {...}}")
    }
    let map = try MapReader(node, file: file, subject: subject, keys: Self.keys + extraKeys)
    let options = map["options"] ?? .emptyMap
    guard options.members != nil || options.isNull else {
      throw file.error("'options' must be a map (is \(options.shown))", at: options.mark)
    }
    self.init(
      plugin: try map.text("plugin", try map.required("plugin", remedy: "add plugin: libX.so")),
      component: try map["component"].map { try map.text("component", $0) },
      options: options.isNull ? ConfigNode(.map([]), at: options.mark) : options,
      isolation: try map["isolation"].map { try map.word("isolation", $0, as: Isolation.self) } ?? .auto,
      mark: node.mark)
  }

  /// Reads a list of plugins, or a single one.
  static func list(_ node: ConfigNode, file: ConfigFile, subject: String) throws -> [PluginUse] {
    var uses: [PluginUse] = []
    for item in node.list ?? [node] {
      let use = try PluginUse(item, file: file, subject: subject)
      if let first = uses.first(where: { $0.plugin == use.plugin && $0.component == use.component }) {
        throw file.error(
          "\(subject) names '\(use.plugin)' twice", at: use.mark,
          remedy: "keep one of them; the first is at line \(first.mark.line)")
      }
      uses.append(use)
    }
    return uses
  }
}
