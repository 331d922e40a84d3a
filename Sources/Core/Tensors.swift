/// A number type that arrays hold.
public enum DType: String, Codable, Sendable, CaseIterable {
  case float32, float64, int64, int32, uint8, bool
  /// Bytes of one number.
  public var size: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .uint8, .bool: 1
    }
  }
}

/// The type of one tensor without its batch dimension.
public struct PortInfo: Hashable, Sendable {
  public var name: String
  public var dtype: DType
  /// Sizes without the batch, e.g. `[channels, height, width]`.
  public var shape: [Int]
  /// Whether these are a model's latent features.
  public var isFeatures: Bool
  /// Whether these are `[channels, height, width]` maps that class activation maps can explain.
  public var isMaps: Bool
  public init(name: String, dtype: DType, shape: [Int], isFeatures: Bool = false, isMaps: Bool = false) {
    self.name = name
    self.dtype = dtype
    self.shape = shape
    self.isFeatures = isFeatures
    self.isMaps = isMaps
  }
  /// Values of one sample.
  public var count: Int { shape.reduce(1, *) }
}
