/// A layer after shape inference. A ReLU without a name that directly follows a conv2d, dense or batchNorm belongs to that layer.
package struct Node: Sendable {
  /// From 1, in the user's list.
  package let number: Int
  /// What the node does, with its sizes.
  package let kind: LayerSpec.Kind
  /// conv1, dense1, bn1, pool1, ... or nil for a layer without a name.
  package let name: String?
  /// The shape that comes in.
  package let input: Shape
  /// The shape that goes out.
  package let output: Shape
  /// Whether a ReLU of the same node follows.
  package var rectified: Bool
}
