import Core

/// What leap.yaml asks for, checked as far as it can be without opening a plugin.
public struct ProjectPlan: Sendable {
  /// 1 to 64 of a-z, 0-9, _ and -.
  public let name: String
  /// Of every random choice.
  public let seed: UInt64
  /// Absolute path of the folder that holds leap.yaml.
  public let directory: String
  /// Absolute path of leap.yaml.
  public let file: String
  /// The same file as errors show it.
  public let source: ConfigFile
  public let dataset: PluginUse
  public let model: PluginUse
  public let training: TrainingPlan
  public let metadata: [PluginUse]
  public let metrics: [PluginUse]
  public let visualizers: [PluginUse]
  public let analyzers: [PluginUse]
  public let functions: [FunctionUse]
  /// Under `dashboard`.
  public let charts: [SavedChart]

  /// Checks the content of a leap.yaml.
  /// - Parameter file: Absolute path; it is not read.
  /// - Throws: `LeapError` that names line, column and, for an unknown word, the nearest known one.
  public init(yaml text: String, file: String) throws {
    let source = ConfigFile(path: file)
    let root = try ConfigNode(yaml: text, file: source)
    let remedy = "start with the three lines project: NAME, dataset: libX.so, model: libY.so"
    guard !root.isNull else { throw source.error("the file is empty", at: .start, remedy: remedy) }
    let map = try MapReader(
      root, file: source, subject: "the project",
      keys: ["project", "seed", "dataset", "model", "metadata", "metrics", "visualizers", "analyzers", "functions", "dashboard"])

    name = try Self.name(try map.required("project", remedy: "add project: NAME"), file: source)
    seed = UInt64(try map.whole("seed", from: 0, to: .max, default: 1))
    self.file = file
    directory = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    self.source = source
    dataset = try PluginUse(
      try map.required("dataset", remedy: "add a dataset plugin, e.g. dataset: libIDXDataset.so"), file: source,
      subject: "dataset")
    let model = try map.required("model", remedy: "add a model plugin, e.g. model: libMNISTCNN.so")
    self.model = try PluginUse(model, file: source, subject: "model", extraKeys: ["training"])
    training = try TrainingPlan(model["training"], file: source)

    func list(_ key: String, default standard: [String] = []) throws -> [PluginUse] {
      guard let node = map[key] else { return standard.map { PluginUse(plugin: $0, mark: root.mark) } }
      return node.isNull ? [] : try PluginUse.list(node, file: source, subject: key)
    }
    metadata = try list("metadata")
    metrics = try list("metrics")
    visualizers = try list("visualizers", default: ["libHeatMap.so"])
    analyzers = try list("analyzers", default: ["libSimilars.so", "libPopulationMap.so", "libInsights.so"])
    functions = try map["functions"].map { try FunctionUse.list($0, file: source) } ?? []
    charts = try map["dashboard"].map { try SavedChart.list(dashboard: $0, file: source) } ?? []
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
