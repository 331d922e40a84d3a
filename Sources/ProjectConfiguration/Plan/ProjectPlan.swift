import Core

/// What leap.yaml asks for, checked as far as it can be without opening a plugin.
public struct ProjectPlan: Sendable {
  /// The name of the project, 1 to 64 of a-z, 0-9, _ and -.
  public let name: String
  /// The seed of every random choice.
  public let seed: UInt64
  /// Absolute path of the folder that holds leap.yaml.
  public let directory: String
  /// Absolute path of leap.yaml.
  public let file: String
  /// The file leap.yaml as errors show it.
  public let source: ConfigFile
  /// Globs of the files that belong to the project, for whoever packs it; see `Globs`. No command does yet.
  public let include: [String]
  public let exclude: [String]
  public let dataset: PluginEntry
  public let model: PluginEntry
  public let training: TrainingPlan
  /// The seed of the model's weights and the order of its samples.
  public let trainingSeed: UInt64
  /// Names of the classes; nil: the data set's.
  public let classNames: [String]?
  public let metadata: [PluginEntry]
  public let metrics: [PluginEntry]
  public let loss: LossPlan
  public let visualizers: [PluginEntry]
  public let analyzers: [PluginEntry]
  public let functions: [FunctionEntry]
  /// The charts under `dashboard`.
  public let charts: [SavedChart]
  /// The gates under `tests`.
  public let gates: [GateEntry]

  /// Checks the content of a leap.yaml.
  /// - Parameter file: Absolute path; it is not read.
  /// - Throws: `LeapError` that names line, column and, for an unknown word, the nearest known one.
  public init(yaml text: String, file: String) throws {
    let source = ConfigFile(path: file)
    let root = try ConfigNode(yaml: text, file: source)
    let remedy = "start with the three lines project: NAME, dataset: libX.so, model: libY.so"
    guard !root.isNull else { throw source.error("the file is empty", at: .start, remedy: remedy) }
    let map = try MapReader(root, file: source, subject: "the project", table: Self.table)

    name = try Self.name(try map.required("project", remedy: "add project: NAME"), file: source)
    seed = UInt64(try map.whole("seed"))
    self.file = file
    directory = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    self.source = source
    include = map["include"] == nil ? ["**"] : try Globs.list("include", map)
    exclude = try Globs.list("exclude", map)
    let declared = try PluginDeclarations(map["plugins"], file: source)
    dataset = try declared.settled(
      PluginEntry(
        try map.required("dataset", remedy: "add a dataset plugin, e.g. dataset: libIDXDataset.so"), file: source,
        subject: "dataset", table: PluginEntry.plain))
    let model = try ModelKeys(
      try map.required("model", remedy: "add a model plugin, e.g. model: libMNISTCNN.so"), file: source)
    self.model = try declared.settled(model.use)
    (training, trainingSeed, classNames) = (model.training, model.seed ?? seed, model.classes)

    func list(_ key: String, _ table: KeyTable = PluginEntry.plain, default standard: [String] = []) throws -> [PluginEntry] {
      guard let node = map[key] else { return standard.map { PluginEntry(plugin: $0, mark: root.mark) } }
      return node.isNull ? [] : try PluginEntry.list(node, file: source, subject: key, table: table).map(declared.settled)
    }
    metadata = try list("metadata", PluginEntry.metadata)
    metrics = try list("metrics", PluginEntry.metric)
    visualizers = try list("visualizers", default: ["libHeatMap.so"])
    if let analysis = map["analysis"], !analysis.isNull {
      if let other = map["analyzers"] {
        throw source.error(
          "'analysis' and 'analyzers' exclude each other", at: analysis.mark,
          remedy: "keep one; the other is at line \(other.mark.line)")
      }
      analyzers = try AnalysisKeys.uses(analysis, file: source)
    } else {
      analyzers = try list("analyzers", PluginEntry.analyzer, default: AnalysisKeys.standard)
    }
    functions = try source.entries(map["functions"], under: "functions", called: "functions")
    loss = try map["loss"].map { try LossPlan($0, file: source) } ?? .standard
    charts = try map["dashboard"].map { try SavedChart.list(dashboard: $0, file: source) } ?? []
    gates = try source.entries(map["tests"], under: "tests", called: "tests")
    try checkLossColumn()
  }

  /// Where only functions fill columns, all names are known here.
  private func checkLossColumn() throws {
    guard case .column(let name, let mark) = loss, metadata.isEmpty, metrics.isEmpty else { return }
    let names = functions.flatMap(\.columns).map(\.name)
    guard !names.contains(name) else { return }
    throw source.error(
      "nothing fills the column '\(name)' that is to be the loss", at: mark,
      remedy: source.advice(for: name, among: names, called: "columns") ?? "add a function or a metric that does")
  }

  private static func name(_ node: ConfigNode, file: ConfigFile) throws -> String {
    let letters: (Character) -> Bool = { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
    guard let name = node.string ?? node.int.map(String.init), name.count <= 64, name.first.map(letters) == true,
      name.allSatisfy({ letters($0) || $0 == "_" || $0 == "-" })
    else {
      throw file.error(
        "'project' must be a name of a-z, 0-9, _ and - (is \(node.shown))", at: node.mark, remedy: "write it like fashion-mnist")
    }
    return name
  }
}
