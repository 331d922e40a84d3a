import PluginKit

/// The layers of a model whose values come out of a ReLU, found by trying: the border tells no kinds of layers.
///
/// A few random pictures go through the model. A layer ends in a ReLU if it has zeros, nothing below them, and no gradient reaches
/// the layer before through its zeros. A ReLU that no layer ends in shows by the opposite: a layer has negative values, and
/// gradients reach none of them.
struct Rectifiers {
  /// In the model's order.
  let ports: [Int]
  /// Why the rules of ReLUs cannot be changed in this model; nil where they can.
  let obstacle: String?

  init(of model: ModelView) throws {
    guard model.offersGradients else {
      (ports, obstacle) = ([], "it offers no gradients")
      return
    }
    let probe = TrialPictures(model)
    let order = [0] + Array(2..<max(2, model.ports.count))
    var found: [Int] = []
    var hidden: Int?
    // A layer that feeds a ReLU which no layer has shown yet.
    var waiting: Int?
    for (i, port) in order.enumerated() {
      let isRectified = try i > 0 && probe.isRectified(port, before: order[i - 1])
      if isRectified { found.append(port) }
      if waiting != nil {
        let isElementwise = try probe.isElementwise(port, before: order[i - 1])
        if isElementwise, isRectified {
          waiting = nil
        } else if try !(isElementwise && probe.feedsRectifier(port)) {
          // A batch norm that changes no value's sign only hands on: the ReLU is behind it.
          (hidden, waiting) = (waiting, nil)
        }
      }
      if waiting == nil, try probe.feedsRectifier(port) { waiting = port }
    }
    hidden = waiting ?? hidden
    ports = found
    obstacle =
      if let hidden {
        "a ReLU works on the values of '\(model.ports[hidden].name)' and is no layer of its own"
      } else if found.isEmpty {
        "none of its layers ends in a ReLU"
      } else {
        nil
      }
  }

  /// Where a port stands: the logits are last.
  static func position(_ port: Int) -> Int { port == logitsPort ? .max : port }
}
