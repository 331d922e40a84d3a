/// Ends a training when the validation loss no longer falls, and keeps the weights of its best epoch (Prechelt 1998).
public struct EarlyStopping: Sendable, Equatable, Encodable {
  /// Epochs in a row without improvement that end the training.
  public var patience: Int
  /// A fall of the validation loss by less than this is none.
  public var improvement: Double

  public init(patience: Int, improvement: Double = 0) {
    self.patience = patience
    self.improvement = improvement
  }

  static let table = KeyTable(
    "model.training.early_stopping",
    [
      Key(
        "patience", .whole(from: 1, to: 1_000_000), default: .int(3), "Epochs in a row without improvement that end the training"),
      Key(
        "improvement", .number(.from(0, upTo: 1000)), default: .int(0), "A fall of the validation loss by less than this is none"),
    ])

  /// Reads `3` or `{patience: 3, improvement: 0.001}`.
  init(_ node: ConfigNode, file: ConfigFile) throws {
    let asMap =
      node.members == nil ? ConfigNode(.map([.init(key: "patience", mark: node.mark, value: node)]), at: node.mark) : node
    let map = try MapReader(asMap, file: file, subject: "early_stopping", table: Self.table)
    patience = try map.whole("patience")
    improvement = try map.number("improvement")
  }

  /// Which epoch is the best so far, and whether the training ends after the last one.
  /// - Parameter losses: of validation, an epoch each; NaN where it was not measured.
  public func verdict(_ losses: [Double]) -> (best: Int?, isOver: Bool) {
    var best: Int?
    for (epoch, loss) in losses.enumerated() where loss.isFinite {
      if best.map({ loss < losses[$0] - improvement }) ?? true { best = epoch }
    }
    return (best, best.map { losses.count - 1 - $0 >= patience } ?? false)
  }
}
