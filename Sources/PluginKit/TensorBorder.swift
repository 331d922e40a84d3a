import PluginAPI

/// Checks all that a view relies on: type, rank, sizes, compact layout, alignment, memory.
/// - Throws: `.argument` that names the tensor and what does not fit.
func checkedTensor(
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
