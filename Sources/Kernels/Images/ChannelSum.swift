/// One plane that keeps the total of several channels, for maps whose values are shares of a sum.
public enum ChannelSum {
  /// - Parameters:
  ///   - input: `[channels, area]`
  ///   - output: `[area]`
  public static func planes(_ input: UnsafePointer<Float>, channels: Int, area: Int, to output: UnsafeMutablePointer<Float>) {
    for i in 0..<area { output[i] = 0 }
    for channel in 0..<channels { Accumulate.add(input + channel * area, times: 1, count: area, to: output) }
  }
}
