import PluginAPI

/// A number type that tensors hold.
public protocol TensorElement: Sendable {
  static var dtype: DType { get }
}
extension Float: TensorElement { public static var dtype: DType { .float32 } }
extension Double: TensorElement { public static var dtype: DType { .float64 } }
extension Int64: TensorElement { public static var dtype: DType { .int64 } }
extension Int32: TensorElement { public static var dtype: DType { .int32 } }
extension UInt8: TensorElement { public static var dtype: DType { .uint8 } }

/// A number type by DLPack's code and its bits.
public struct DType: Hashable, Sendable, CustomStringConvertible {
  public var code: UInt8
  public var bits: UInt8
  public init(code: UInt8, bits: UInt8) {
    self.code = code
    self.bits = bits
  }
  public static let float32 = DType(code: UInt8(LEAP_FLOAT), bits: 32)
  public static let float64 = DType(code: UInt8(LEAP_FLOAT), bits: 64)
  public static let int64 = DType(code: UInt8(LEAP_INT), bits: 64)
  public static let int32 = DType(code: UInt8(LEAP_INT), bits: 32)
  public static let uint8 = DType(code: UInt8(LEAP_UINT), bits: 8)
  public var description: String {
    let kind =
      code == UInt8(LEAP_FLOAT) ? "float" : code == UInt8(LEAP_INT) ? "int" : code == UInt8(LEAP_UINT) ? "uint" : "code\(code)_"
    return "\(kind)\(bits)"
  }
}

/// A tensor to read: compact, row-major, borrowed until the call returns.
public struct TensorView<Element: TensorElement> {
  /// Sizes, the batch first.
  public let shape: [Int]
  public let values: UnsafeBufferPointer<Element>

  /// Checks type, rank, sizes and layout once, so that indexing by shape stays inside the memory.
  /// - Parameter expected: the sizes; nil for one that may be anything.
  public init(_ raw: UnsafePointer<leap_tensor>?, _ name: String, _ expected: [Int?]) throws {
    let checked = try checkedTensor(raw, name, expected, Element.dtype)
    shape = checked.shape
    values = UnsafeBufferPointer(start: checked.data?.assumingMemoryBound(to: Element.self), count: checked.count)
  }

  /// Memory of the plugin's own, valid as long as the caller sees to it.
  public init(_ values: UnsafePointer<Element>, shape: [Int]) {
    self.shape = shape
    self.values = UnsafeBufferPointer(start: values, count: shape.reduce(1, *))
  }
}

/// A tensor to fill: compact, row-major, the host's memory, to be forgotten when the call returns.
public struct MutableTensorView<Element: TensorElement> {
  /// Sizes, the batch first.
  public let shape: [Int]
  public let values: UnsafeMutableBufferPointer<Element>

  public init(_ raw: UnsafePointer<leap_tensor>?, _ name: String, _ expected: [Int?]) throws {
    let checked = try checkedTensor(raw, name, expected, Element.dtype)
    shape = checked.shape
    values = UnsafeMutableBufferPointer(start: checked.data?.assumingMemoryBound(to: Element.self), count: checked.count)
  }

  /// Memory of the plugin's own, valid as long as the caller sees to it.
  public init(_ values: UnsafeMutablePointer<Element>, shape: [Int]) {
    self.shape = shape
    self.values = UnsafeMutableBufferPointer(start: values, count: shape.reduce(1, *))
  }
}

private func checkedTensor(
  _ raw: UnsafePointer<leap_tensor>?, _ name: String, _ expected: [Int?], _ dtype: DType
) throws -> (shape: [Int], count: Int, data: UnsafeMutableRawPointer?) {
  guard let tensor = raw?.pointee else { throw PluginError(.argument, "tensor '\(name)' is NULL") }
  func bad(_ what: String) -> PluginError { PluginError(.argument, "tensor '\(name)' \(what)") }
  let actual = DType(code: tensor.dtype_code, bits: tensor.dtype_bits)
  guard actual == dtype, tensor.dtype_lanes == 1 else { throw bad("is \(actual), expected \(dtype)") }
  guard tensor.device_type == 1 else { throw bad("is not in the memory of the CPU") }
  guard tensor.ndim >= 0, tensor.ndim <= LEAP_DIM_MAX, tensor.ndim == 0 || tensor.shape != nil else {
    throw bad("has \(tensor.ndim) dimensions")
  }
  let shape = (0..<Int(tensor.ndim)).map { Int(tensor.shape[$0]) }
  guard shape.count == expected.count, zip(shape, expected).allSatisfy({ $1 == nil || $0 == $1 }), shape.allSatisfy({ $0 >= 0 })
  else {
    let wanted = expected.map { $0.map(String.init) ?? "any" }.joined(separator: ", ")
    throw bad("has shape \(shape), expected [\(wanted)]")
  }
  var count = 1
  for size in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    guard !overflow, product <= Int.max / 8 else { throw bad("has shape \(shape), which is too large") }
    count = product
  }
  if count > 0 {
    var compact = 1
    for i in stride(from: shape.count - 1, through: 0, by: -1) {
      if let strides = tensor.strides, shape[i] > 1, Int(strides[i]) != compact { throw bad("is not compact row-major") }
      compact *= shape[i]
    }
  }
  guard count == 0 || tensor.data != nil else { throw bad("has no memory") }
  let data = tensor.data.map { $0 + Int(tensor.byte_offset) }
  if let data, UInt(bitPattern: data) % UInt(dtype.bits / 8) != 0 { throw bad("is not aligned to its type") }
  return (shape, count, data)
}

/// Lends `values` to the host as a tensor of `shape` while `body` runs.
func withTensor<Element: TensorElement, Result>(
  _ values: UnsafeBufferPointer<Element>, shape: [Int], _ body: (UnsafePointer<leap_tensor>) throws -> Result
) rethrows -> Result {
  precondition(shape.reduce(1, *) == values.count, "shape \(shape) does not hold \(values.count) values")
  var sizes = shape.map(Int64.init)
  var strides = sizes
  var step: Int64 = 1
  for i in sizes.indices.reversed() {
    strides[i] = step
    step *= sizes[i]
  }
  return try sizes.withUnsafeMutableBufferPointer { sizes in
    try strides.withUnsafeMutableBufferPointer { strides in
      var tensor = leap_tensor()
      tensor.data = UnsafeMutableRawPointer(mutating: values.baseAddress)
      tensor.device_type = 1
      tensor.ndim = Int32(shape.count)
      tensor.dtype_code = Element.dtype.code
      tensor.dtype_bits = Element.dtype.bits
      tensor.dtype_lanes = 1
      tensor.shape = sizes.baseAddress
      tensor.strides = strides.baseAddress
      return try body(&tensor)
    }
  }
}
