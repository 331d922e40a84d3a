import Core

/// What a `.npy` file says about itself: format 1.0 of NumPy (numpy.lib.format), little-endian, C order.
public struct ArrayHeader: Hashable, Sendable {
  public var dtype: DType
  public var shape: [Int]
  /// Bytes before the first number, a multiple of 64.
  public var dataOffset: Int

  public var count: Int { shape.reduce(1, *) }
  /// Numbers of one row, which is one step along the first dimension.
  public var rowCount: Int { shape.dropFirst().reduce(1, *) }
  public var rows: Int { shape.first ?? 1 }
  public var byteCount: Int { count * dtype.size }

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// A header for values of that type and shape.
  /// - Precondition: `shape` has no negative size, and its bytes can be counted.
  public init(dtype: DType, shape: [Int]) {
    precondition(shape.allSatisfy { $0 >= 0 } && Self.bytes(shape, of: dtype) != nil, "shape \(shape) cannot be an array")
    self.dtype = dtype
    self.shape = shape
    dataOffset = 0
    dataOffset = formatted().count
  }

  init(dtype: DType, shape: [Int], dataOffset: Int) {
    self.dtype = dtype
    self.shape = shape
    self.dataOffset = dataOffset
  }

  /// The bytes before the first number.
  public func formatted() -> [UInt8] {
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    let dictionary = "{'descr': '\(dtype.numpyName)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let length = 10 + dictionary.utf8.count + 1
    let padding = String(repeating: " ", count: (64 - length % 64) % 64)
    let text = Array((dictionary + padding + "\n").utf8)
    var bytes = Self.magic + [1, 0]
    Bytes.append(UInt16(text.count), to: &bytes)
    return bytes + text
  }

  /// Bytes of such an array; nil when they do not fit into an Int.
  static func bytes(_ shape: [Int], of dtype: DType) -> Int? {
    var product = dtype.size
    for size in shape where size != 0 {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      if overflow || next > 1 << 60 { return nil }
      product = next
    }
    return shape.contains(0) ? 0 : product
  }
}

extension DType {
  var numpyName: String {
    switch self {
    case .float32: "<f4"
    case .float64: "<f8"
    case .int64: "<i8"
    case .int32: "<i4"
    case .uint8: "|u1"
    case .bool: "|b1"
    }
  }
}
