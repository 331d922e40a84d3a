import Core
import Glibc

/// Statistics of the values of one sample, in their unit.
public struct RowStatistics: Hashable, Sendable {
  /// The mean of the values; 0 where there are none.
  public var mean: Double
  /// The root of the mean squared distance from `mean`: of n values, divided by n.
  public var standardDeviation: Double
  /// The smallest value; 0 where there are none.
  public var minimum: Double
  /// The largest value; 0 where there are none.
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

  /// Whether a row has the same bytes as a row of another tensor of that type and shape.
  public func equals(row: Int, _ other: Tensor, row otherRow: Int) -> Bool {
    precondition(dtype == other.dtype && rowSize == other.rowSize && row < shape[0] && otherRow < other.shape[0])
    let size = rowSize * dtype.size
    return memcmp(raw.pointee.data + row * size, other.raw.pointee.data + otherRow * size, size) == 0
  }

  /// The first row that holds a NaN or an infinity, of a float32 tensor.
  public var firstRowNotFinite: Int? {
    precondition(dtype == .float32)
    let values = raw.pointee.data.assumingMemoryBound(to: Float.self)
    var i = 0
    let count = count
    while i < count {
      // The exponent of both has all bits set.
      if values[i].bitPattern & 0x7F80_0000 == 0x7F80_0000 { return i / rowSize }
      i += 1
    }
    return nil
  }

  /// The largest difference between a row and one of another float32 tensor of that shape, beside `1 + |value|`; NaN equals NaN.
  public func difference(row: Int, _ other: Tensor, row otherRow: Int) -> Double {
    precondition(dtype == .float32 && other.dtype == .float32 && rowSize == other.rowSize)
    let a = raw.pointee.data.assumingMemoryBound(to: Float.self) + row * rowSize
    let b = other.raw.pointee.data.assumingMemoryBound(to: Float.self) + otherRow * rowSize
    var largest = 0.0
    for i in 0..<rowSize where a[i].bitPattern != b[i].bitPattern {
      let distance = abs(Double(a[i]) - Double(b[i])) / (1 + abs(Double(a[i])))
      largest = distance.isNaN ? .infinity : max(largest, distance)
    }
    return largest
  }

  /// A copy of the bytes of one row.
  public func bytes(ofRow row: Int) -> [UInt8] {
    precondition(row >= 0 && row < shape[0])
    let size = rowSize * dtype.size
    return Array(UnsafeRawBufferPointer(start: raw.pointee.data + row * size, count: size))
  }
}
