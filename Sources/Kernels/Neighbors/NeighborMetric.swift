/// How far two vectors are from each other.
public enum NeighborMetric: String, CaseIterable, Sendable {
  /// Euclidean distance.
  case l2
  /// 1 - cosine of the angle, 0 to 2. A vector of zeros has distance 1 from everything.
  case cosine

  /// What rows are ordered by: the squared Euclidean distance, of the vectors themselves or of their directions (which is
  /// 2 - 2 cos). Exactly 0 for equal vectors, and the same whichever of the two comes first.
  /// - Parameters: `aa` and `bb` are the vectors' dot products with themselves.
  @inline(__always)
  func square(_ a: UnsafePointer<Float>, _ aa: Double, _ b: UnsafePointer<Float>, _ bb: Double, count: Int) -> Double {
    switch self {
    case .l2: return Distances.squared(a, b, count: count)
    case .cosine:
      guard aa > 0, bb > 0 else { return 2 }
      return max(0, 2 - 2 * (Distances.dot(a, b, count: count) / (aa * bb).squareRoot()))
    }
  }

  /// The distance as users see it.
  func distance(ofSquare square: Double) -> Float {
    switch self {
    case .l2: Float(square.squareRoot())
    case .cosine: Float(square / 2)
    }
  }
}
