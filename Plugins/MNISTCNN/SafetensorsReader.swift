import PluginKit

/// A safetensors file in memory: 8 bytes with the header's length, the header as JSON, then the data of all tensors one behind
/// the other (https://github.com/huggingface/safetensors). Every byte is distrusted.
struct SafetensorsReader {
  struct Tensor {
    let name: String
    let dtype: String
    let shape: [Int]
    /// In the file.
    let bytes: Range<Int>
  }

  /// In the order of their data.
  let tensors: [Tensor]
  private let file: [UInt8]

  /// - Throws: `.data` with one line that says what is wrong.
  init(_ file: [UInt8]) throws {
    self.file = file
    guard file.count >= 8 else { throw Self.bad("has \(file.count) bytes, too few for a header") }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(file[$1]) << UInt64(8 * $1) }
    guard length <= UInt64(file.count - 8) else {
      throw Self.bad("claims a header of \(length) bytes, but only \(file.count - 8) follow")
    }
    let start = 8 + Int(length)
    let header: JSON
    do {
      header = try JSON(parsing: Array(file[8..<start]))
    } catch let error as PluginError {
      throw Self.bad("has a header that cannot be read: \(error.message)")
    }
    guard let members = header.object else { throw Self.bad("has a header that is not an object") }
    tensors = try members.filter { $0.key != "__metadata__" }
      .map { try Self.tensor($0.key, $0.value, start, file.count) }
      .sorted { ($0.bytes.lowerBound, $0.name) < ($1.bytes.lowerBound, $1.name) }
    var end = start
    var last = "the header"
    for tensor in tensors {
      guard tensor.bytes.lowerBound == end else {
        throw Self.bad(
          tensor.bytes.lowerBound < end
            ? "has tensors that overlap: \(last) and \(tensor.name)"
            : "has \(tensor.bytes.lowerBound - end) bytes between \(last) and \(tensor.name) that belong to no tensor")
      }
      end = tensor.bytes.upperBound
      last = tensor.name
    }
    guard end == file.count else { throw Self.bad("has \(file.count - end) bytes behind \(last) that belong to no tensor") }
  }

  static func bad(_ what: String) -> PluginError { PluginError(.data, "the safetensors file \(what)") }

  private static let sizes = [
    "F64": 8, "I64": 8, "U64": 8, "F32": 4, "I32": 4, "U32": 4, "F16": 2, "BF16": 2, "I16": 2, "U16": 2, "I8": 1, "U8": 1,
    "BOOL": 1,
  ]

  private static func tensor(_ name: String, _ json: JSON, _ start: Int, _ end: Int) throws -> Tensor {
    guard let dtype = json["dtype"]?.string, let dimensions = json["shape"]?.array?.map(\.int),
      let shape = dimensions as? [Int], let pair = json["data_offsets"]?.array?.map(\.int), let offsets = pair as? [Int],
      offsets.count == 2
    else { throw bad("has no dtype, shape or data_offsets for \(name)") }
    guard let size = sizes[dtype] else { throw bad("has \(name) in the unknown type \(dtype)") }
    guard 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= end - start else {
      throw bad("has \(name) at bytes \(offsets[0]) to \(offsets[1]) of \(end - start)")
    }
    var count = size
    for dimension in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard dimension >= 0, !overflow else { throw bad("has \(name) of impossible shape \(shape)") }
      count = product
    }
    guard count == offsets[1] - offsets[0] else {
      throw bad("has \(name) of shape \(shape) \(dtype), \(count) bytes, but gives it \(offsets[1] - offsets[0])")
    }
    return Tensor(name: name, dtype: dtype, shape: shape, bytes: start + offsets[0]..<start + offsets[1])
  }

  func floats(_ tensor: Tensor) throws -> [Float] {
    guard tensor.dtype == "F32" else {
      throw PluginError(.data, "weight \(tensor.name): has type \(tensor.dtype), expected F32")
    }
    return file.withUnsafeBytes { bytes in
      stride(from: tensor.bytes.lowerBound, to: tensor.bytes.upperBound, by: 4).map {
        Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
      }
    }
  }

  /// The one number of a tensor [1] or [] of 64-bit integers.
  func integer(_ tensor: Tensor) throws -> Int {
    guard tensor.dtype == "I64", tensor.bytes.count == 8 else {
      throw PluginError(.data, "weight \(tensor.name): is \(tensor.dtype) of shape \(tensor.shape), expected one I64")
    }
    return file.withUnsafeBytes { bytes in
      Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: tensor.bytes.lowerBound, as: Int64.self)))
    }
  }
}
