/// One plane out of several channels.
public enum Channels {
  /// The sum of the channels at each pixel, for maps whose values are shares of a sum.
  ///
  /// - Parameters:
  ///   - input: `[channels, area]`
  ///   - output: `[area]`
  public static func sum(_ input: UnsafePointer<Float>, channels: Int, area: Int, to output: UnsafeMutablePointer<Float>) {
    for i in 0..<area { output[i] = 0 }
    for channel in 0..<channels { Accumulate.add(input + channel * area, times: 1, count: area, to: output) }
  }

  /// At each pixel the signed value of the channel with the largest magnitude; of equals the first.
  ///
  /// - Parameters:
  ///   - input: `[channels, area]`, at least one channel
  ///   - output: `[area]`
  public static func largest(_ input: UnsafePointer<Float>, channels: Int, area: Int, to output: UnsafeMutablePointer<Float>) {
    for i in 0..<area { output[i] = input[i] }
    for channel in 1..<max(1, channels) {
      let values = input + channel * area
      for i in 0..<area where abs(values[i]) > abs(output[i]) { output[i] = values[i] }
    }
  }
}
