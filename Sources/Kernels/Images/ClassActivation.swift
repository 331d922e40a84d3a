/// Class activation maps: where in a layer of maps the evidence for a number lies. All of them are sums of the layer's
/// channels, `[channels, area]`, with the negative part cut; they differ in how a channel is weighted.
public enum ClassActivation {
  /// How a channel is weighted, by the gradient towards it and its values.
  public enum Rule: Sendable {
    /// Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization": the mean of
    /// the channel's gradient.
    case gradCAM
    /// Chattopadhay et al. 2018, "Grad-CAM++: Improved Visual Explanations for Deep Convolutional Networks", equations 10 and
    /// 19: the positive gradients, each with a share that makes up for how often a feature is there. The factor exp(score), the
    /// same for a whole map, is left out.
    case gradCAMPlusPlus
    /// Fu et al. 2020, "Axiom-based Grad-CAM": the mean of the gradient, weighted by the activations.
    case xGradCAM
    /// Jiang et al. 2021, "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization": each position by its own
    /// positive gradient.
    case layerCAM
  }

  /// One map.
  ///
  /// - Parameters:
  ///   - gradient: `[channels, area]`, of the target towards the layer
  ///   - activations: `[channels, area]`, the layer's values
  ///   - map: `[area]`
  public static func map(
    _ rule: Rule = .gradCAM, gradient: UnsafePointer<Float>, activations: UnsafePointer<Float>, channels: Int, area: Int,
    to map: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<area { map[i] = 0 }
    for channel in 0..<channels {
      let slopes = gradient + channel * area
      let values = activations + channel * area
      if case .layerCAM = rule {
        for i in 0..<area { map[i] += rectified(slopes[i]) * values[i] }
      } else {
        Accumulate.add(values, times: weight(rule, slopes, values, area), count: area, to: map)
      }
    }
    rectify(map, count: area)
  }

  /// A map from weights that come from elsewhere, `[channels]`, each times a factor.
  public static func map(
    weights: UnsafePointer<Float>, times factor: Float = 1, activations: UnsafePointer<Float>, channels: Int, area: Int,
    to map: UnsafeMutablePointer<Float>
  ) {
    Accumulate.weighted(
      activations, weights: UnsafeBufferPointer(start: weights, count: channels), times: factor, count: area, to: map)
    rectify(map, count: area)
  }

  @inline(__always)
  private static func weight(
    _ rule: Rule, _ slopes: UnsafePointer<Float>, _ values: UnsafePointer<Float>, _ area: Int
  ) -> Float {
    switch rule {
    case .gradCAM, .layerCAM: return sum(slopes, area) / Float(area)
    case .xGradCAM:
      var product: Float = 0
      for i in 0..<area { product += slopes[i] * values[i] }
      let total = sum(values, area)
      return total == 0 ? 0 : product / total
    case .gradCAMPlusPlus:
      let total = sum(values, area)
      var weight: Float = 0
      for i in 0..<area where slopes[i] != 0 {
        let square = slopes[i] * slopes[i]
        let divisor = 2 * square + total * square * slopes[i]
        weight += divisor == 0 ? 0 : square / divisor * rectified(slopes[i])
      }
      return weight
    }
  }

  @inline(__always)
  private static func sum(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
    var lanes = SIMD8<Float>.zero
    var i = 0
    while i + 8 <= count {
      lanes += load8(values + i)
      i += 8
    }
    var sum = lanes.sum()
    while i < count {
      sum += values[i]
      i += 1
    }
    return sum
  }

  // A NaN stays a NaN, so that a diverged model shows.
  @inline(__always) private static func rectified(_ x: Float) -> Float { x < 0 ? 0 : x }

  private static func rectify(_ map: UnsafeMutablePointer<Float>, count: Int) {
    for i in 0..<count { map[i] = rectified(map[i]) }
  }
}
