/// One plane out of several channels.
public enum LargestChannel {
  /// At each pixel the signed value of the channel with the largest magnitude; of equals the first.
  ///
  /// - Parameters:
  ///   - input: `[channels, area]`, at least one channel
  ///   - output: `[area]`
  public static func signed(_ input: UnsafePointer<Float>, channels: Int, area: Int, to output: UnsafeMutablePointer<Float>) {
    for i in 0..<area { output[i] = input[i] }
    for channel in 1..<max(1, channels) {
      let values = input + channel * area
      for i in 0..<area where abs(values[i]) > abs(output[i]) { output[i] = values[i] }
    }
  }
}
