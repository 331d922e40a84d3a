import Core

/// What leap.yaml says of the model beside its plugin.
struct ModelKeys {
  let use: PluginEntry
  let training: TrainingPlan
  /// The seed of the weights and the order of samples; nil: the project's.
  let seed: UInt64?
  /// Names of the classes; nil: the data set's.
  let classes: [String]?

  static let table = KeyTable(
    "model",
    PluginEntry.keys + [
      Key("layers", .list(.options), "The same as the option layers, for a model that has it"),
      Key("training", .map(TrainingPlan.table), "How the host trains it"),
      Key(
        "features", .text,
        "The port that has its latent features; default: as the model says. leap-host plugin inspect lists ports"),
      Key("seed", .whole(from: 0, to: .max), "Of its weights and the order of samples; default: the project's"),
      Key("prediction", .map(prediction), "What it predicts"),
    ])

  private enum Kind: String, CaseIterable { case classification }

  private static let prediction = KeyTable(
    "model.prediction",
    [
      Key("type", .words(of: Kind.self), default: .string("classification"), "One class for each sample"),
      Key("classes", .list(.text), "A name for each class, from class 0 on; default: the data set's"),
    ])

  init(_ node: ConfigNode, file: ConfigFile) throws {
    let use = try PluginEntry(node, file: file, subject: "model", table: Self.table)
    training = try TrainingPlan(node["training"], file: file)
    guard node.members != nil else {
      (self.use, seed, classes) = (use, nil, nil)
      return
    }
    let map = try MapReader(node, file: file, subject: "model", table: Self.table)
    seed = try map["seed"].map { node in
      guard let seed = node.int, seed >= 0 else {
        throw file.error("'seed' must be a whole number from 0 to \(Int.max) (is \(node.shown))", at: node.mark)
      }
      return UInt64(seed)
    }
    if let layers = map["layers"] {
      guard layers.list != nil else { throw file.error("'layers' must be a list (is \(layers.shown))", at: layers.mark) }
      if let other = use.options["layers"] {
        throw file.error("the layers are there twice", at: layers.mark, remedy: "keep these, or those at line \(other.mark.line)")
      }
      let member = ConfigNode.Member(key: "layers", mark: layers.mark, value: layers)
      self.use = use.with(options: use.options.overlaid(by: ConfigNode(.map([member]), at: use.options.mark)))
    } else {
      self.use = use
    }
    classes = try map["prediction"].flatMap { try Self.classes($0, file: file) }
  }

  private static func classes(_ node: ConfigNode, file: ConfigFile) throws -> [String]? {
    let map = try MapReader(node, file: file, subject: "prediction", table: prediction)
    if let type = map["type"] { _ = try map.word("type", type, as: Kind.self) }
    guard map["classes"] != nil else { return nil }
    let names = try map.texts("classes")
    for (i, name) in names.enumerated() {
      if let first = names[..<i].first(where: { $0.text == name.text }) {
        throw file.error(
          "two classes have the name '\(name.text)'", at: name.mark, remedy: "rename one; the first is at line \(first.mark.line)"
        )
      }
    }
    return names.map(\.text)
  }
}
