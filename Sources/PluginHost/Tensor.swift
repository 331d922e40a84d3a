import Core
import Foundation
import PluginAPI

/// A compact row-major array in the host's memory, 64-byte aligned, that plugins read or fill without a copy.
///
/// The first dimension counts samples. A tensor is filled by one call and read by later ones: whoever hands the same tensor
/// to two calls at once must make sure that neither writes.
// Shape and address never change; the rule above keeps the contents from being written and read at the same time.
public final class Tensor: @unchecked Sendable {
  public let dtype: DType
  public let shape: [Int]
  /// What crosses the border.
  let raw: UnsafeMutablePointer<leap_tensor>
  private let sizes: UnsafeMutablePointer<Int64>
  private let mapping: (base: UnsafeMutableRawPointer, length: Int)?

  /// Zeros.
  public convenience init(_ dtype: DType, _ shape: [Int]) {
    let bytes = max(64, shape.reduce(1, *) * dtype.size)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    self.init(dtype, shape, memory, mapping: nil)
  }

  public convenience init(_ values: [Float], _ shape: [Int]) {
    self.init(.float32, shape)
    fill(values)
  }
  public convenience init(doubles values: [Double], _ shape: [Int]) {
    self.init(.float64, shape)
    copyIn(values)
  }
  public convenience init(_ values: [Int64], _ shape: [Int]) {
    self.init(.int64, shape)
    fill(values)
  }
  public convenience init(_ values: [UInt8], _ shape: [Int]) {
    self.init(.uint8, shape)
    fill(values)
  }

  /// Maps a part of a file: the file must hold all of it, and what is written to the tensor is written to the file.
  /// - Parameter offset: where the values start; a multiple of 64.
  public convenience init(mapping path: String, offset: Int, dtype: DType, shape: [Int], writable: Bool) throws {
    let bytes = shape.reduce(1, *) * dtype.size
    func failed(_ what: String) -> LeapError {
      LeapError(.system, doing: "mapping '\(path)'", problem: what, remedy: "delete the file and run again")
    }
    guard offset % 64 == 0 else { throw failed("the values start at byte \(offset), which is no multiple of 64") }
    let descriptor = open(path, writable ? O_RDWR : O_RDONLY)
    guard descriptor >= 0 else { throw failed(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, Int(status.st_size) >= offset + bytes else { throw failed("the file is too short") }
    guard bytes > 0 else {
      self.init(dtype, shape)
      return
    }
    let length = offset + bytes
    guard let base = mmap(nil, length, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, descriptor, 0),
      base != MAP_FAILED
    else { throw failed(String(cString: strerror(errno))) }
    self.init(dtype, shape, base + offset, mapping: (base, length))
  }

  private init(
    _ dtype: DType, _ shape: [Int], _ data: UnsafeMutableRawPointer, mapping: (base: UnsafeMutableRawPointer, length: Int)?
  ) {
    self.dtype = dtype
    self.shape = shape
    self.mapping = mapping
    let rank = shape.count
    sizes = .allocate(capacity: max(1, 2 * rank))
    var step: Int64 = 1
    for i in (0..<rank).reversed() {
      sizes[i] = Int64(shape[i])
      sizes[rank + i] = step
      step *= Int64(shape[i])
    }
    raw = .allocate(capacity: 1)
    var tensor = leap_tensor()
    tensor.data = data
    tensor.device_type = 1
    tensor.ndim = Int32(rank)
    (tensor.dtype_code, tensor.dtype_bits) = dtype.code
    tensor.dtype_lanes = 1
    tensor.shape = sizes
    tensor.strides = sizes + rank
    raw.initialize(to: tensor)
  }

  deinit {
    if let mapping { munmap(mapping.base, mapping.length) } else { raw.pointee.data.deallocate() }
    raw.deallocate()
    sizes.deallocate()
  }

  public var count: Int { shape.reduce(1, *) }
  /// Values of one sample.
  public var rowSize: Int { shape.dropFirst().reduce(1, *) }
  private var data: UnsafeMutableRawPointer { raw.pointee.data }

  /// A copy of the values. The tensor must be of that type.
  public var floats: [Float] { copied() }
  public var doubles: [Double] { copied() }
  public var int64s: [Int64] { copied() }
  public var bytes: [UInt8] { copied() }

  /// A copy of the values of some rows. The tensor must be of that type, and have the rows.
  public func floats(rows: Range<Int>) -> [Float] {
    precondition(dtype == .float32 && rows.lowerBound >= 0 && rows.upperBound <= shape[0])
    let start = data.assumingMemoryBound(to: Float.self) + rows.lowerBound * rowSize
    return Array(UnsafeBufferPointer(start: start, count: rows.count * rowSize))
  }

  private func copied<Value>() -> [Value] {
    precondition(dtype.swiftType == Value.self, "a tensor of \(dtype) read as \(Value.self)")
    return Array(UnsafeBufferPointer(start: data.assumingMemoryBound(to: Value.self), count: count))
  }

  public func fill(_ values: [Float]) { copyIn(values) }
  public func fill(_ values: [Int64]) { copyIn(values) }
  public func fill(_ values: [UInt8]) { copyIn(values) }

  private func copyIn<Value>(_ values: [Value]) {
    precondition(dtype.swiftType == Value.self && values.count == count, "\(values.count) values for a tensor of \(count)")
    values.withUnsafeBytes { if let start = $0.baseAddress { data.copyMemory(from: start, byteCount: $0.count) } }
  }

  /// Copies all rows of `other` to the rows from `row` on. Types and row shapes must agree.
  public func setRows(from row: Int, to other: Tensor) {
    precondition(other.dtype == dtype && other.rowSize == rowSize && row + other.shape[0] <= shape[0])
    (data + row * rowSize * dtype.size).copyMemory(from: other.data, byteCount: other.count * dtype.size)
  }

  /// A copy of what a plugin owns. nil when it is malformed.
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
}

extension DType {
  init?(code: UInt8, bits: UInt8) {
    guard let dtype = Self.allCases.first(where: { $0 != .bool && $0.code == (code, bits) }) else { return nil }
    self = dtype
  }
  var code: (UInt8, UInt8) {
    switch self {
    case .float32: (UInt8(LEAP_FLOAT), 32)
    case .float64: (UInt8(LEAP_FLOAT), 64)
    case .int64: (UInt8(LEAP_INT), 64)
    case .int32: (UInt8(LEAP_INT), 32)
    case .uint8, .bool: (UInt8(LEAP_UINT), 8)
    }
  }
  var swiftType: Any.Type {
    switch self {
    case .float32: Float.self
    case .float64: Double.self
    case .int64: Int64.self
    case .int32: Int32.self
    case .uint8, .bool: UInt8.self
    }
  }
}

extension Tensor {
  /// A copy of some rows.
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape[0], "rows \(range) of \(shape[0])")
    let part = Tensor(dtype, [range.count] + shape.dropFirst())
    let bytes = rowSize * dtype.size
    part.raw.pointee.data.copyMemory(from: raw.pointee.data + range.lowerBound * bytes, byteCount: range.count * bytes)
    return part
  }
}
