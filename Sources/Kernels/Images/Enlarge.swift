/// Bilinear change of a picture's size with corners not aligned, as PyTorch's `interpolate(align_corners=False)`:
/// pixels are areas, and output pixel i looks at (i + 0.5) * in / out - 0.5, kept inside of the picture.
public struct Enlarge: Sendable {
  /// For each output line and column where it looks.
  private let lines: [Place]
  private let columns: [Place]
  private let height: Int
  private let width: Int

  /// A change from `[height, width]` to `[outHeight, outWidth]`. Sizes are above 0.
  public init(height: Int, width: Int, outHeight: Int, outWidth: Int) {
    self.height = height
    self.width = width
    lines = (0..<outHeight).map { Place($0, of: height, outOf: outHeight) }
    columns = (0..<outWidth).map { Place($0, of: width, outOf: outWidth) }
  }

  /// - Parameters:
  ///   - input: `[height, width]`
  ///   - output: `[outHeight, outWidth]`
  public func run(_ input: UnsafePointer<Float>, to output: UnsafeMutablePointer<Float>) {
    let outWidth = columns.count
    // Lines are stretched first, each once, and then mixed.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: height * outWidth) { stretched in
      let all = stretched.baseAddress!  // sizes are above 0
      for i in 0..<height {
        let line = input + i * width, to = all + i * outWidth
        for (j, x) in columns.enumerated() { to[j] = line[x.before] * (1 - x.share) + line[x.after] * x.share }
      }
      for (i, y) in lines.enumerated() {
        let upper = all + y.before * outWidth, lower = all + y.after * outWidth, line = output + i * outWidth
        for j in 0..<outWidth { line[j] = upper[j] * (1 - y.share) + lower[j] * y.share }
      }
    }
  }

  /// Where an output pixel lies among the input's along one axis.
  private struct Place {
    let before: Int
    let after: Int
    /// How much of the value comes from `after`, 0 to 1.
    let share: Float

    init(_ i: Int, of size: Int, outOf outSize: Int) {
      let center = max(0, (Float(i) + 0.5) * (Float(size) / Float(outSize)) - 0.5)
      before = min(Int(center), size - 1)
      after = min(before + 1, size - 1)
      share = min(max(center - Float(before), 0), 1)
    }
  }
}
