/// Loops over bytes as files hold them: pixels and labels of 0 to 255.
public enum Bytes {
  /// Gathers rows of bytes as floats of 0 to 1: `output[i] = Float(table[rows[i]]) / 255`, rounded as PyTorch's `div(255)`.
  ///
  /// - Parameters:
  ///   - table: rows of `size` bytes each.
  ///   - rows: which rows; the caller has checked them.
  ///   - output: `[rows.count, size]`
  public static func gatherScaled(
    _ table: UnsafePointer<UInt8>, size: Int, rows: UnsafeBufferPointer<Int64>, first: Int,
    to output: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<rows.count {
      let source = table + (first + Int(rows[i])) * size
      let target = output + i * size
      for j in 0..<size { target[j] = Float(source[j]) / 255 }
    }
  }

  /// The largest byte; nil when there is none.
  public static func largest(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
    guard !bytes.isEmpty else { return nil }
    var largest: UInt8 = 0
    for byte in bytes { largest = max(largest, byte) }
    return largest
  }
}
