/// Bilinear change of a picture's size with corners not aligned, as PyTorch's `interpolate(align_corners=False)`:
/// pixels are areas, and output pixel i looks at (i + 0.5) * in / out - 0.5, kept inside of the picture.
public enum Enlarge {
  /// - Parameters:
  ///   - input: `[height, width]`
  ///   - output: `[outHeight, outWidth]`
  public static func bilinear(
    _ input: UnsafePointer<Float>, height: Int, width: Int, to output: UnsafeMutablePointer<Float>, outHeight: Int, outWidth: Int
  ) {
    guard height > 0, width > 0, outWidth > 0 else { return }
    // Rows are stretched first, each once, and then mixed.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: height * outWidth) { stretched in
      let rows = stretched.baseAddress!  // height and outWidth are above 0
      for j in 0..<outWidth {
        let x = Place(j, of: width, outOf: outWidth)
        for i in 0..<height {
          let row = input + i * width
          rows[i * outWidth + j] = row[x.before] * (1 - x.share) + row[x.after] * x.share
        }
      }
      for i in 0..<outHeight {
        let y = Place(i, of: height, outOf: outHeight)
        let upper = rows + y.before * outWidth, lower = rows + y.after * outWidth, row = output + i * outWidth
        for j in 0..<outWidth { row[j] = upper[j] * (1 - y.share) + lower[j] * y.share }
      }
    }
  }

  /// Where an output pixel lies among the input's along one axis.
  private struct Place {
    let before: Int
    let after: Int
    /// How much of the value comes from `after`, 0 to 1.
    let share: Float

    @inline(__always)
    init(_ i: Int, of size: Int, outOf outSize: Int) {
      let center = max(0, (Float(i) + 0.5) * (Float(size) / Float(outSize)) - 0.5)
      before = min(Int(center), size - 1)
      after = min(before + 1, size - 1)
      share = min(max(center - Float(before), 0), 1)
    }
  }
}
