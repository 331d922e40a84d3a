import Core
import PluginAPI

/// Copies into and out of tensors.
extension Tensor {
  /// A copy of all values, row by row, of a float32 tensor; another type is a precondition failure.
  public var floats: [Float] { copied() }
  /// A copy of all values, row by row, of a float64 tensor; another type is a precondition failure.
  public var doubles: [Double] { copied() }
  /// A copy of all values, row by row, of an int64 tensor; another type is a precondition failure.
  public var int64s: [Int64] { copied() }
  /// A copy of all values, row by row, of a uint8 tensor; another type is a precondition failure.
  public var bytes: [UInt8] { copied() }

  /// A copy of the values of some rows of a float32 tensor, which must have them.
  public func floats(rows: Range<Int>) -> [Float] {
    precondition(dtype == .float32 && rows.lowerBound >= 0 && rows.upperBound <= shape[0])
    let start = data.assumingMemoryBound(to: Float.self) + rows.lowerBound * rowSize
    return Array(UnsafeBufferPointer(start: start, count: rows.count * rowSize))
  }

  private func copied<Value>() -> [Value] {
    precondition(dtype.swiftType == Value.self, "a tensor of \(dtype) read as \(Value.self)")
    return Array(UnsafeBufferPointer(start: data.assumingMemoryBound(to: Value.self), count: count))
  }

  /// Copies exactly `count` values, row by row, into a float32 tensor.
  public func fill(_ values: [Float]) { copyIn(values) }
  /// Copies exactly `count` values, row by row, into an int64 tensor.
  public func fill(_ values: [Int64]) { copyIn(values) }
  /// Copies exactly `count` values, row by row, into a uint8 tensor.
  public func fill(_ values: [UInt8]) { copyIn(values) }

  func copyIn<Value>(_ values: [Value]) {
    precondition(dtype.swiftType == Value.self && values.count == count, "\(values.count) values for a tensor of \(count)")
    values.withUnsafeBytes { if let start = $0.baseAddress { data.copyMemory(from: start, byteCount: $0.count) } }
  }

  /// Copies all rows of `other` to the rows from `row` on. Types and row shapes must agree.
  public func setRows(from row: Int, to other: Tensor) {
    precondition(other.dtype == dtype && other.rowSize == rowSize && row + other.shape[0] <= shape[0])
    (data + row * rowSize * dtype.size).copyMemory(from: other.data, byteCount: other.count * dtype.size)
  }

  /// A copy of a tensor that a plugin owns; nil when it is malformed.
  convenience init?(copying tensor: leap_tensor) {
    guard let dtype = DType(code: tensor.dtype_code, bits: tensor.dtype_bits), tensor.dtype_lanes == 1,
      tensor.ndim >= 0, tensor.ndim <= LEAP_DIM_MAX, tensor.ndim == 0 || tensor.shape != nil
    else { return nil }
    let shape = (0..<Int(tensor.ndim)).map { Int(tensor.shape[$0]) }
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow, product < 1 << 40 else { return nil }
      count = product
    }
    guard count == 0 || tensor.data != nil else { return nil }
    self.init(dtype, shape)
    if count > 0 { data.copyMemory(from: tensor.data + Int(tensor.byte_offset), byteCount: count * dtype.size) }
  }

  /// A new tensor with a copy of some rows, which must exist.
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape[0], "rows \(range) of \(shape[0])")
    let part = Tensor(dtype, [range.count] + shape.dropFirst())
    let bytes = rowSize * dtype.size
    part.raw.pointee.data.copyMemory(from: raw.pointee.data + range.lowerBound * bytes, byteCount: range.count * bytes)
    return part
  }
}
