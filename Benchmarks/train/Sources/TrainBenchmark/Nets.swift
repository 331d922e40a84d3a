import Kernels

/// The networks that are compared; peers.py has the same.
enum Nets {
  static func named(_ name: String) -> [LayerSpec] {
    let pooled: [LayerSpec] = [.conv2d(32, kernel: 3), .relu, .maxPool(2), .conv2d(64, kernel: 3), .relu, .maxPool(2)]
    return switch name {
    case "keras": pooled + [.dropout(0.5), .dense(10)]
    case "unpooled":
      [.conv2d(32, kernel: 3), .relu, .conv2d(64, kernel: 3), .relu, .maxPool(2), .dense(128), .relu, .dense(10)]
    default: pooled + [.dense(128), .relu, .dropout(0.5), .dense(10)]
    }
  }
}
