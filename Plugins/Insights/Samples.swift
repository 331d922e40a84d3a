import Kernels
import PluginKit

/// The population, ready for loops.
struct Samples {
  let count: Int
  let dimensions: Int
  /// `[count, dimensions]`
  let features: UnsafePointer<Float>
  /// -1 where there is none.
  let labels: [Int]
  let states: [SubsetState]
  let columns: [PopulationColumn]
  let predictions: UnsafeBufferPointer<Int64>
  /// NaN where there is no label.
  let losses: UnsafeBufferPointer<Float>
  let logits: UnsafePointer<Float>
  /// Of the logits.
  let classes: Int
  /// Rows with a label and a finite loss.
  let labeled: [Int]
  /// Those that the model has not been trained with; all labeled where there are no others.
  let judged: [Int]
  let judgedAreHeldOut: Bool

  init(_ population: Population) {
    count = population.count
    dimensions = population.features.shape[1]
    features = population.features.values.baseAddress ?? Self.nowhere()
    labels = population.labels.values.map { Int($0) }
    states = population.states.map { SubsetState(rawValue: UInt32($0)) ?? .unlabeled }
    columns = population.columns
    predictions = population.predictions.values
    losses = population.losses.values
    logits = population.logits.values.baseAddress ?? Self.nowhere()
    classes = population.logits.shape[1]
    let (labels, losses, states) = (labels, losses, states)
    labeled = (0..<count).filter { labels[$0] >= 0 && losses[$0].isFinite }
    let heldOut = labeled.filter { states[$0] == .validation || states[$0] == .test }
    judgedAreHeldOut = !heldOut.isEmpty
    judged = heldOut.isEmpty ? labeled : heldOut
  }

  /// A pointer is needed even where there is nothing to point at; it is not read then.
  static func nowhere<Element>() -> UnsafePointer<Element> { UnsafePointer(bitPattern: 64)! }

  func isRight(_ row: Int) -> Bool { Int(predictions[row]) == labels[row] }

  func rows(in state: SubsetState) -> [Int] { (0..<count).filter { states[$0] == state } }

  /// The features of some rows, one after the other.
  func gathered(_ rows: [Int]) -> Buffer<Float> {
    let buffer = Buffer<Float>(rows.count * dimensions)
    for (i, row) in rows.enumerated() {
      (buffer.pointer + i * dimensions).update(from: features + row * dimensions, count: dimensions)
    }
    return buffer
  }
}

extension SubsetState {
  var word: String {
    switch self {
    case .training: "training"
    case .validation: "validation"
    case .test: "test"
    case .unlabeled: "unlabeled"
    }
  }
}
