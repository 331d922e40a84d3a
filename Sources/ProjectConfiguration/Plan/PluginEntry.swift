import Core

/// One plugin that a project uses, as leap.yaml names it.
public struct PluginEntry: Sendable, Equatable {
  /// Where a plugin runs: in the host's process, in a worker, or as the host sees fit.
  public enum Isolation: String, Sendable, CaseIterable { case inproc, worker, auto }

  /// A library's name or path, e.g. "libHeatMap.so", or the id of an installed one, e.g. "dev.leap.similars".
  public let plugin: String
  /// The component of the library; nil means its only one of the role.
  public let component: String?
  /// A map, not yet checked against the component's schema.
  public let options: ConfigNode
  public let isolation: Isolation
  /// SHA-256 that the library's file must have, 64 hex digits.
  public let sha256: String?
  /// For a metric: which way is better, whatever the plugin says; nil: as it says.
  public let direction: ColumnInfo.Direction?
  /// For a model: the port of its latent features, whatever it says itself; nil: as it says.
  public let features: String?
  /// For an analyzer that reads columns: which of those of metadata, metrics and functions; nil: all.
  public let columns: [String]?
  /// What `leap-host test` holds the columns to.
  public let expectations: Expectations
  /// Where the entry begins in leap.yaml.
  public let mark: ConfigNode.Mark

  public init(
    plugin: String, component: String? = nil, options: ConfigNode = .emptyMap, isolation: Isolation = .auto,
    sha256: String? = nil, direction: ColumnInfo.Direction? = nil, features: String? = nil,
    columns: [String]? = nil, expectations: Expectations = Expectations(), mark: ConfigNode.Mark = .start
  ) {
    self.plugin = plugin
    self.component = component
    self.options = options
    self.isolation = isolation
    self.sha256 = sha256
    self.direction = direction
    self.features = features
    self.columns = columns
    self.expectations = expectations
    self.mark = mark
  }

  /// Reads `libX.so` or `{plugin: libX.so, component: ..., options: {...}, ...}`.
  /// - Parameter table: has `keys`, and perhaps more that the caller reads from the same map.
  init(_ node: ConfigNode, file: ConfigFile, subject: String, table: KeyTable) throws {
    if let plugin = node.string, !plugin.isEmpty {
      self.init(plugin: plugin, mark: node.mark)
      return
    }
    guard node.members != nil else {
      throw file.error(
        "\(subject) must name a plugin (is \(node.shown))", at: node.mark,
        remedy: "write a library such as libX.so, or a map {plugin: libX.so, options: {...}}")
    }
    let map = try MapReader(node, file: file, subject: subject, table: table)
    self.init(
      plugin: try map.text("plugin", try map.required("plugin", remedy: "add plugin: libX.so")),
      component: try map.text("component"), options: try map.options(),
      isolation: try map["isolation"].map { try map.word("isolation", $0, as: Isolation.self) } ?? .auto,
      sha256: try map.sha256(),
      direction: try map["direction"].map { try map.word("direction", $0, as: ColumnInfo.Direction.self) },
      features: try map.text("features"), columns: try map.columns(),
      expectations: table.names.contains("budget") ? try Expectations(map) : Expectations(), mark: node.mark)
  }

  /// Reads a list of plugins, or a single one.
  static func list(_ node: ConfigNode, file: ConfigFile, subject: String, table: KeyTable) throws -> [PluginEntry] {
    var uses: [PluginEntry] = []
    for item in node.list ?? [node] {
      let use = try PluginEntry(item, file: file, subject: subject, table: table)
      if let first = uses.first(where: { $0.plugin == use.plugin && $0.component == use.component }) {
        throw file.error(
          "\(subject) names '\(use.plugin)' twice", at: use.mark,
          remedy: "keep one of them; the first is at line \(first.mark.line)")
      }
      uses.append(use)
    }
    return uses
  }

  /// The entry with other options, or with a plugin from elsewhere.
  func with(plugin: String? = nil, options: ConfigNode, isolation: Isolation? = nil, sha256: String? = nil) -> PluginEntry {
    PluginEntry(
      plugin: plugin ?? self.plugin, component: component, options: options,
      isolation: self.isolation == .auto ? isolation ?? .auto : self.isolation, sha256: self.sha256 ?? sha256,
      direction: direction, features: features, columns: columns, expectations: expectations, mark: mark)
  }
}
