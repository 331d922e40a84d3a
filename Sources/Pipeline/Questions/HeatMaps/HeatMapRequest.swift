import Core

/// What to draw heat maps of.
public struct HeatMapRequest: Hashable, Sendable {
  /// Kebab case; nil: the visualizer's default.
  public var method: String?
  /// A layer of the model; nil: the visualizer's default.
  public var layer: String?
  /// All of them share one reading of the images and one call of the visualizer.
  public var targets: [TargetChoice]
  /// Whether to measure how far each map can be believed.
  public var evidence: Bool
  /// Options of the method for this request.
  public var options: [String: JSONValue]
  /// Whether people will see the maps on their images. Then they lie over what a layer's cells see, where the visualizer can do that
  /// and nobody has set its option `enlarge`; else they are as in their papers, to be compared with other tools'.
  public var isPicture: Bool
  public init(
    method: String? = nil, layer: String? = nil, targets: [TargetChoice] = [.prediction], evidence: Bool = false,
    options: [String: JSONValue] = [:], isPicture: Bool
  ) {
    self.method = method
    self.layer = layer
    self.targets = targets
    self.evidence = evidence
    self.options = options
    self.isPicture = isPicture
  }
}
