/// One trained weight: its PyTorch name and shape, and where its elements lie in the engine's memory.
public struct Parameter: Sendable {
  public let name: String
  public let shape: [Int]
  /// Running statistics of a batch norm: saved, but not trained.
  public let isStatistic: Bool
  /// Its first float in the store; a multiple of 16.
  package let offset: Int
  /// Floats in the store, padding included.
  package let packedCount: Int
  /// For each element in PyTorch's order, its place after `offset`.
  package let places: [Int32]

  public var count: Int { places.count }
}

/// The weights of a network, their gradients and the optimizer's moments, each one stretch of memory of the same layout.
///
/// Padding is zero in all of them, and no update changes that.
package final class ParameterStore {
  package let parameters: [Parameter]
  /// Matrices that a backward pass needs transposed, by the name of the weight.
  package let matrices: [String: Matrix]
  package let count: Int
  /// Trained floats come first; statistics follow.
  package let trainedCount: Int
  package let values: Buffer<Float>
  package let gradients: Buffer<Float>
  package let firstMoment: Buffer<Float>
  package let secondMoment: Buffer<Float>
  /// Changes with every change of the values.
  package var version = 1
  package var step = 0

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

  package subscript(name name: String) -> Parameter? { parameters.first { $0.name == name } }
}
