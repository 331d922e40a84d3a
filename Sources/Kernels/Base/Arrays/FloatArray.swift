/// Loops over one array of floats.
public enum FloatArray {
  /// The position of the first NaN or infinity; nil when all are finite.
  public static func firstNonFinite(_ values: UnsafeBufferPointer<Float>) -> Int? {
    // x * 0 is 0 for each finite x and NaN for the others, and a sum with a NaN is one: blocks without a branch inside.
    let block = 1024
    var begin = 0
    while begin < values.count {
      let end = min(begin + block, values.count)
      var sum = SIMD8<Float>.zero
      var i = begin
      while i + 8 <= end {
        sum += load8(values.baseAddress! + i) * 0
        i += 8
      }
      var bad = !(sum.sum() == 0)
      while i < end {
        if !values[i].isFinite { bad = true }
        i += 1
      }
      if bad { return (begin..<end).first { !values[$0].isFinite } }
      begin = end
    }
    return nil
  }

  /// `sums[i] += values[i]`, in double precision.
  public static func add(_ values: UnsafePointer<Float>, count: Int, to sums: UnsafeMutablePointer<Double>) {
    for i in 0..<count { sums[i] += Double(values[i]) }
  }
}
