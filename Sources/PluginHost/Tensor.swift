import Core
import Foundation
import PluginAPI

// Shape and address never change; the rule below keeps the contents from being written and read at the same time.
/// A compact row-major array in the host's memory, 64-byte aligned, that plugins read or fill without a copy.
///
/// The first dimension counts samples. A tensor is filled by one call and read by later ones: whoever hands the same tensor
/// to two calls at once must make sure that neither writes.
public final class Tensor: @unchecked Sendable {
  /// The type of all values.
  public let dtype: DType
  /// The size of each dimension, the samples first; fixed for the tensor's life.
  public let shape: [Int]
  /// The table that crosses the border.
  let raw: UnsafeMutablePointer<leap_tensor>
  private let sizes: UnsafeMutablePointer<Int64>
  private let mapping: (base: UnsafeMutableRawPointer, length: Int)?

  /// A tensor of zeros in memory of its own.
  public convenience init(_ dtype: DType, _ shape: [Int]) {
    let bytes = max(64, shape.reduce(1, *) * dtype.size)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    self.init(dtype, shape, memory, mapping: nil)
  }

  /// A float32 tensor with a copy of `values`, row by row, as many as `shape` holds.
  public convenience init(_ values: [Float], _ shape: [Int]) {
    self.init(.float32, shape)
    fill(values)
  }
  /// A float64 tensor with a copy of `values`, row by row, as many as `shape` holds.
  public convenience init(doubles values: [Double], _ shape: [Int]) {
    self.init(.float64, shape)
    copyIn(values)
  }
  /// An int64 tensor with a copy of `values`, row by row, as many as `shape` holds.
  public convenience init(_ values: [Int64], _ shape: [Int]) {
    self.init(.int64, shape)
    fill(values)
  }
  /// A uint8 tensor with a copy of `values`, row by row, as many as `shape` holds.
  public convenience init(_ values: [UInt8], _ shape: [Int]) {
    self.init(.uint8, shape)
    fill(values)
  }

  /// Maps a part of a file: the file must hold all of it, and what is written to the tensor is written to the file.
  /// - Parameter offset: where the values start; a multiple of 64.
  /// - Throws: `LeapError` where the file cannot be mapped or is too short.
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

  /// The number of values: the product of `shape`.
  public var count: Int { shape.reduce(1, *) }
  /// The number of values of one sample: the product of `shape` without its first dimension.
  public var rowSize: Int { shape.dropFirst().reduce(1, *) }
  var data: UnsafeMutableRawPointer { raw.pointee.data }
}
