import Core
import PluginHost

/// The targets that a person names: `6`, `all`, `loss`, `9-4`, `conv2:5`, or nothing for the prediction.
public enum TargetChoice: Sendable, Hashable {
  case prediction, all, loss
  case one(Int)
  /// Why the first and not the second.
  case difference(Int, Int)
  /// A channel of a layer with maps, summed over its positions, or one value of another layer.
  case unit(layer: String, index: Int)

  public init(parsing text: String) throws {
    switch text {
    case "all": self = .all
    case "loss": self = .loss
    case "prediction": self = .prediction
    default:
      let numbers = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      if numbers.count == 1, let only = numbers[0], only >= 0 {
        self = .one(only)
      } else if numbers.count == 2, let first = numbers[0], let second = numbers[1], first >= 0, second >= 0 {
        self = .difference(first, second)
      } else if parts.count == 2, !parts[0].isEmpty, let index = Int(parts[1]), index >= 0 {
        self = .unit(layer: String(parts[0]), index: index)
      } else {
        throw LeapError(
          .usage, doing: "reading the class '\(text)'", problem: "it is no class",
          remedy: "write a number, all, loss, two numbers like 9-4 for the difference, or a layer and a number like conv2:5")
      }
    }
  }

  /// - Parameters:
  ///   - ports: of the model; 1 are the logits.
  ///   - predicted: the class that the model predicts for each sample.
  func targets(_ ports: [PortInfo], predicted: [Int]) throws -> [VisualTarget] {
    let classes = ports[1].count
    func known(_ index: Int) throws -> Int {
      guard index < classes else {
        throw LeapError(
          .usage, doing: "drawing a heat map", problem: "there is no class \(index)", remedy: "choose from 0 to \(classes - 1)")
      }
      return index
    }
    func seed(_ rows: [(Int, Int?)]) -> Tensor {
      var values = [Float](repeating: 0, count: rows.count * classes)
      for (row, (plus, minus)) in rows.enumerated() {
        values[row * classes + plus] += 1
        if let minus { values[row * classes + minus] -= 1 }
      }
      return Tensor(values, [rows.count, classes])
    }
    switch self {
    case .prediction:
      if let only = predicted.first, predicted.allSatisfy({ $0 == only }) { return [.score(only)] }
      return [.seed(port: 1, seed(predicted.map { ($0, nil) }), name: "prediction")]
    case .all: return (0..<classes).map { .score($0) }
    case .loss: return [.loss]
    case .one(let index): return [.score(try known(index))]
    case .difference(let first, let second):
      let values = seed([(try known(first), try known(second))])
      return [.seed(port: 1, values, name: "class \(first) - \(second)")]
    case .unit(let layer, let index): return [try unit(layer, index, ports)]
    }
  }

  private func unit(_ layer: String, _ index: Int, _ ports: [PortInfo]) throws -> VisualTarget {
    let doing = "drawing a heat map of \(layer):\(index)"
    guard let port = ports.indices.first(where: { $0 > 0 && ports[$0].name == layer }) else {
      throw LeapError(
        .usage, doing: doing, problem: "the model has no layer '\(layer)'",
        remedy: "choose from \(ports.dropFirst().map(\.name).joined(separator: ", "))")
    }
    // A channel has many positions; what it finds anywhere is their sum.
    let (units, size) = (ports[port].shape.first ?? 1, ports[port].shape.dropFirst().reduce(1, *))
    guard index < units else {
      throw LeapError(.usage, doing: doing, problem: "\(layer) has \(units) units", remedy: "choose from 0 to \(units - 1)")
    }
    var values = [Float](repeating: 0, count: units * size)
    for i in index * size..<(index + 1) * size { values[i] = 1 }
    return .seed(port: port, Tensor(values, [1] + ports[port].shape), name: "\(layer):\(index)")
  }
}
