/// How often each class was taken for each.
public struct ConfusionMatrix: Hashable, Codable, Sendable {
  public let classes: Int
  /// Counts `[classes, classes]`, row after row: the true class is the row, the predicted one the column.
  public let counts: [Int]

  public init(_ outcomes: Outcomes) {
    classes = outcomes.classes
    var counts = [Int](repeating: 0, count: classes * classes)
    for i in 0..<outcomes.count { counts[outcomes.labels[i] * classes + outcomes.predictions[i]] += 1 }
    self.counts = counts
  }

  public subscript(truth truth: Int, predicted predicted: Int) -> Int { counts[truth * classes + predicted] }

  public var total: Int { counts.reduce(0, +) }
  /// Samples that were predicted right.
  public var right: Int { (0..<classes).reduce(0) { $0 + self[truth: $1, predicted: $1] } }
  /// Samples of a class.
  public func support(_ class: Int) -> Int { (0..<classes).reduce(0) { $0 + self[truth: `class`, predicted: $1] } }
  /// Samples that were predicted to be of a class.
  public func predicted(_ class: Int) -> Int { (0..<classes).reduce(0) { $0 + self[truth: $1, predicted: `class`] } }
}
