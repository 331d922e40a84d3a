import Core

/// What the built-in column `loss` holds.
public enum LossPlan: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case categoricalCrossEntropy = "categorical-cross-entropy"
    case binaryCrossEntropy = "binary-cross-entropy"
    case meanSquaredError = "mean-squared-error"
    case meanAbsoluteError = "mean-absolute-error"
    case focal = "focal-loss"
  }

  /// Computed from the logits. `gamma` is the focal loss's.
  case builtIn(Kind, gamma: Double)
  /// The values of another column, which a plugin or a function fills.
  case column(String, ConfigNode.Mark)

  public static let standard = builtIn(.categoricalCrossEntropy, gamma: 2)

  static let table = KeyTable(
    "loss", oneOf: ["kind", "column"],
    [
      Key("kind", .words(of: Kind.self), "One of the built-in losses"),
      Key("gamma", .number(.from(0, upTo: 100)), default: .int(2), "Of focal-loss: how little easy samples count"),
      Key("column", .text, "A number column of a metric, a metadata plugin or a function, which becomes the loss"),
    ])

  /// Reads `focal-loss`, `{kind: focal-loss, gamma: 1}` or `{column: my_loss}`.
  init(_ node: ConfigNode, file: ConfigFile) throws {
    let asMap = node.members == nil ? ConfigNode(.map([.init(key: "kind", mark: node.mark, value: node)]), at: node.mark) : node
    let map = try MapReader(asMap, file: file, subject: "loss", table: Self.table)
    if let column = map["column"] {
      _ = try MapReader(asMap, file: file, subject: "a loss of a column", table: Self.table, only: ["column"])
      self = .column(try map.text("column", column), column.mark)
      return
    }
    let kind = try map.word("loss", try map.required("kind", remedy: "add kind: focal-loss, say, or column: NAME"), as: Kind.self)
    if let gamma = map["gamma"], kind != .focal {
      throw file.error(
        "'gamma' has no meaning for \(kind.rawValue)", at: gamma.mark, remedy: "leave it out, or choose focal-loss")
    }
    self = .builtIn(kind, gamma: try map.number("gamma"))
  }

  /// All that changes the values; empty for the standard, which was there before the key.
  public var canonical: [String] {
    switch self {
    case .standard: []
    case .builtIn(.focal, let gamma): ["loss focal \(gamma)"]
    case .builtIn(let kind, _): ["loss \(kind.rawValue)"]
    case .column: ["loss of a column"]
    }
  }
}
