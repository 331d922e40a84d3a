// Folder Memory uses Spec and Work. Everything that outlives a step is here or in an operation's scratch memory.

/// One trained weight: its PyTorch name and shape, and where its elements lie in the engine's memory.
public struct Parameter: Sendable {
  /// PyTorch's name, such as conv1.weight.
  public let name: String
  /// PyTorch's shape: `[outputs, inputs, height, width]`, `[outputs, inputs]` or `[count]`.
  public let shape: [Int]
  /// Running statistics of a batch norm: saved, but not trained.
  public let isStatistic: Bool
  /// Its first float in the store; a multiple of 16.
  package let offset: Int
  /// Floats in the store, padding included.
  package let packedCount: Int
  /// For each element in PyTorch's order, its place after `offset`.
  package let places: [Int32]

  /// Elements, padding not included.
  public var count: Int { places.count }
}

/// The weights of a network, their gradients and the optimizer's moments, each one stretch of memory of the same layout.
///
/// Padding is zero in all of them, and no update changes that.
package final class ParameterStore {
  /// All parameters, in the order of the memory.
  package let parameters: [Parameter]
  /// Matrices that a backward pass needs transposed, by the name of the weight.
  package let matrices: [String: Matrix]
  /// Floats of all parameters, padding included.
  package let count: Int
  /// Trained floats come first; statistics follow.
  package let trainedCount: Int
  /// `[count]`: the weights.
  package let values: Buffer<Float>
  /// `[trainedCount]`: the gradient of the last backward pass.
  package let gradients: Buffer<Float>
  /// `[trainedCount]`: Adam's first moment, or SGD's velocity.
  package let firstMoment: Buffer<Float>
  /// `[trainedCount]`: Adam's second moment.
  package let secondMoment: Buffer<Float>
  /// Changes with every change of the values.
  package var version = 1
  /// Optimizer steps taken.
  package var step = 0

  /// Memory for a layout, all zeros.
  package init(_ layout: ParameterLayout) {
    parameters = layout.parameters
    count = layout.count
    trainedCount = layout.trainedCount
    values = Buffer(count)
    gradients = Buffer(trainedCount)
    firstMoment = Buffer(trainedCount)
    secondMoment = Buffer(trainedCount)
    var matrices: [String: Matrix] = [:]
    for (name, shape) in layout.matrices {
      if let p = parameters.first(where: { $0.name == name }) {
        matrices[name] = Matrix(shape, values.pointer + p.offset)
      }
    }
    self.matrices = matrices
  }

  /// The parameter of this name; nil where there is none.
  package subscript(name name: String) -> Parameter? { parameters.first { $0.name == name } }
}
