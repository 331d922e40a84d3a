import PluginAPI

/// A tensor with memory of its own.
final class Memory<Element: BitwiseCopyable> {
  let tensor: UnsafeMutablePointer<leap_tensor>
  private let sizes: UnsafeMutablePointer<Int64>
  private let data: UnsafeMutableRawPointer

  init(_ values: [Element], _ shape: [Int]) {
    precondition(values.count == shape.reduce(1, *), "shape \(shape) does not hold \(values.count) values")
    let data = UnsafeMutableRawPointer.allocate(
      byteCount: max(64, values.count * MemoryLayout<Element>.stride), alignment: 64)
    values.withUnsafeBytes { if let bytes = $0.baseAddress { data.copyMemory(from: bytes, byteCount: $0.count) } }
    self.data = data
    sizes = .allocate(capacity: shape.count)
    for (i, size) in shape.enumerated() { sizes[i] = Int64(size) }
    var tensor = leap_tensor()
    (tensor.data, tensor.shape, tensor.ndim, tensor.device_type, tensor.dtype_lanes) = (data, sizes, Int32(shape.count), 1, 1)
    tensor.dtype_code = UInt8(Element.self == Int64.self ? LEAP_INT : LEAP_FLOAT)
    tensor.dtype_bits = UInt8(MemoryLayout<Element>.size * 8)
    self.tensor = .allocate(capacity: 1)
    self.tensor.initialize(to: tensor)
  }

  deinit {
    tensor.deallocate()
    sizes.deallocate()
    data.deallocate()
  }
}
