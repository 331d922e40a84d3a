/// Pictures between two pictures.
public enum Blend {
  /// `output = from + share * (to - from)`: on the straight line from one picture (share 0) to the other (1).
  public static func line(
    from: UnsafePointer<Float>, to: UnsafePointer<Float>, share: Float, count: Int, output: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<count { output[i] = from[i] + share * (to[i] - from[i]) }
  }

  /// Where the mask is 1 the picture shows, where it is 0 the ground.
  ///
  /// - Parameters:
  ///   - picture, ground, output: `[channels, area]`
  ///   - mask: `[area]`
  public static func masked(
    _ picture: UnsafePointer<Float>, ground: UnsafePointer<Float>, mask: UnsafePointer<Float>, channels: Int, area: Int,
    output: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<channels {
      let x = picture + channel * area, b = ground + channel * area, y = output + channel * area
      for i in 0..<area { y[i] = b[i] + mask[i] * (x[i] - b[i]) }
    }
  }
}

extension Blend {
  /// `values *= to - from`
  public static func scaled(
    _ values: UnsafeMutablePointer<Float>, from: UnsafePointer<Float>, to: UnsafePointer<Float>, count: Int
  ) {
    for i in 0..<count { values[i] *= to[i] - from[i] }
  }

  /// `sums += factor * values * (to - from)`
  public static func addScaled(
    _ values: UnsafePointer<Float>, times factor: Float, from: UnsafePointer<Float>, to: UnsafePointer<Float>, count: Int,
    sums: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<count { sums[i] += factor * values[i] * (to[i] - from[i]) }
  }
}

extension Blend {
  /// Brings values to 0 to 1, smallest to largest; a constant array becomes 0.
  public static func stretch(_ values: UnsafeMutablePointer<Float>, count: Int) {
    guard count > 0 else { return }
    var (low, high) = (values[0], values[0])
    for i in 0..<count { (low, high) = (min(low, values[i]), max(high, values[i])) }
    let factor = high > low ? 1 / (high - low) : 0
    for i in 0..<count { values[i] = (values[i] - low) * factor }
  }
}
