/// What the values of one sample look like.
public struct RowStatistics: Hashable, Sendable {
  public var mean: Double
  /// Of the values themselves, not an estimate for more of them.
  public var standardDeviation: Double
  public var minimum: Double
  public var maximum: Double
}

extension Tensor {
  /// Statistics of one row of a float32 tensor; zeros where a row has no values.
  public func statistics(ofRow row: Int) -> RowStatistics {
    precondition(dtype == .float32 && row >= 0 && row < shape[0])
    let size = rowSize
    guard size > 0 else { return RowStatistics(mean: 0, standardDeviation: 0, minimum: 0, maximum: 0) }
    let values = raw.pointee.data.assumingMemoryBound(to: Float.self) + row * size
    var (sum, least, most) = (0.0, values[0], values[0])
    var i = 0
    while i < size {
      let value = values[i]
      sum += Double(value)
      if value < least { least = value }
      if value > most { most = value }
      i += 1
    }
    let mean = sum / Double(size)
    var squares = 0.0
    i = 0
    while i < size {
      let distance = Double(values[i]) - mean
      squares += distance * distance
      i += 1
    }
    return RowStatistics(
      mean: mean, standardDeviation: (squares / Double(size)).squareRoot(), minimum: Double(least), maximum: Double(most))
  }

  /// A copy of the bytes of one row.
  public func bytes(ofRow row: Int) -> [UInt8] {
    precondition(row >= 0 && row < shape[0])
    let size = rowSize * dtype.size
    return Array(UnsafeRawBufferPointer(start: raw.pointee.data + row * size, count: size))
  }
}
