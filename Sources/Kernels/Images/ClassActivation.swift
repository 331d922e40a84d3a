/// Grad-CAM (Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization"):
/// where in a layer the evidence for a number lies.
public enum ClassActivation {
  /// One map: channels weighted by the mean of their gradient over all positions, the negative part cut.
  ///
  /// - Parameters:
  ///   - gradient: `[channels, area]`, of the target towards the layer
  ///   - activations: `[channels, area]`, the layer's values
  ///   - map: `[area]`
  public static func map(
    gradient: UnsafePointer<Float>, activations: UnsafePointer<Float>, channels: Int, area: Int,
    to map: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<area { map[i] = 0 }
    for channel in 0..<channels {
      let slopes = gradient + channel * area
      let values = activations + channel * area
      var sum: Float = 0
      for i in 0..<area { sum += slopes[i] }
      let weight = sum / Float(area)
      for i in 0..<area { map[i] += weight * values[i] }
    }
    // A NaN stays a NaN, so that a diverged model shows.
    for i in 0..<area where map[i] < 0 { map[i] = 0 }
  }
}
