/// A layer after shape inference. A ReLU without a name that directly follows a conv2d, dense or batchNorm belongs to that layer.
package struct Node: Sendable {
  /// From 1, in the user's list.
  package let number: Int
  package let kind: LayerSpec.Kind
  /// conv1, dense1, bn1, pool1, ... or nil for a layer without a name.
  package let name: String?
  package let input: Shape
  package let output: Shape
  package var rectified: Bool
}

/// Something that forward can return and gradient can start from or end at.
public struct NetworkPort: Sendable, Equatable {
  public let name: String
  public let shape: Shape
  /// The latent features: the output of the last hidden dense layer (behind its ReLU), or else the input of the last dense layer.
  public let isFeatures: Bool
  /// [channels, height, width] made by a convolution, its batch norm or its ReLU: class activation maps can explain it.
  public let isMaps: Bool
  /// The node whose output this is; -1 is the input.
  package let node: Int
}

extension NetworkPort {
  public static let input = 0
  public static let logits = 1
}
