import Core
import PluginHost
import Store

/// An array of a run that is filled in place.
struct MappedArray {
  private let reserved: ReservedArray
  let tensor: Tensor
  /// Whether an earlier call made the file.
  let isResumed: Bool
  /// Values of one row.
  var width: Int { tensor.rowSize }

  /// Reserves the whole file first, so that a full disk is an error here and not a signal later.
  init(_ path: String, _ shape: [Int], dtype: DType = .float32) throws {
    reserved = try ArrayFile.create(path, dtype: dtype, shape: shape)
    isResumed = false
    tensor = try Tensor(mapping: reserved.path, offset: reserved.dataOffset, dtype: dtype, shape: shape, writable: true)
  }

  /// An array that an earlier call may have filled in part.
  init(resuming path: String, _ shape: [Int]) throws {
    (reserved, isResumed) = try ArrayFile.resume(path, dtype: .float32, shape: shape)
    tensor = try Tensor(mapping: reserved.path, offset: reserved.dataOffset, dtype: .float32, shape: shape, writable: true)
  }

  /// Gives the file its name.
  func finish() throws { try reserved.finish() }

  /// An array of a finished stage.
  static func open(_ path: String) throws -> Tensor {
    let header = try ArrayFile.header(path)
    return try Tensor(mapping: path, offset: header.dataOffset, dtype: header.dtype, shape: header.shape, writable: false)
  }
}
