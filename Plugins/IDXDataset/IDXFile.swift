import CZlib

/// A file of unsigned bytes in the IDX format of MNIST (LeCun, Cortes, Burges): a magic number 0x0000 08 RANK, RANK sizes of
/// 32 bits, most significant byte first, and then the bytes, the last dimension fastest. Plain or gzip.
struct IDXFile {
  let path: String
  /// Sizes, the number of items first.
  let shape: [Int]
  private let store: ByteStore

  /// - Parameters:
  ///   - name: e.g. "train-images"
  ///   - rank: 1 for labels, 3 for images
  /// - Throws: `.notFound`, `.io`, `.data` or `.noMemory`, each with the file's name and the numbers that are wrong.
  init(_ name: String, rank: Int, in folder: String) throws {
    path = try Self.find(name, rank: rank, in: folder)
    var file = try ByteStore(mapping: path)
    let header = 4 + 4 * rank
    let (path, isPacked) = (path, Inflater.isGzip(file.bytes))
    if isPacked {
      file = try Gzip.unpack(file, path: path, header: header) { try Self.length(Self.shape($0, rank, path), path) + header }
    }
    shape = try Self.shape(file.bytes, rank, path)
    let expected = try Self.length(shape, path) + header
    guard file.bytes.count >= expected else {
      throw FileError.data(path, "is cut: it has \(file.bytes.count) bytes, and its header announces \(expected) for \(shape)")
    }
    guard file.bytes.count == expected else {
      throw FileError.data(
        path, "has \(file.bytes.count - expected) bytes too many: its header announces \(expected) for \(shape)")
    }
    store = file
  }

  var count: Int { shape[0] }

  /// The content without the header.
  var values: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: store.bytes[(4 + 4 * shape.count)...]) }

  /// Of the whole content, header included, unpacked.
  var checksum: UInt { crc32_z(0, store.bytes.baseAddress, store.bytes.count) }

  private static func shape(_ bytes: UnsafeBufferPointer<UInt8>, _ rank: Int, _ path: String) throws -> [Int] {
    let header = 4 + 4 * rank
    guard bytes.count >= header else {
      throw FileError.data(path, "is cut: it has \(bytes.count) bytes, less than an IDX header of \(header)")
    }
    func number(_ at: Int) -> Int { (at..<at + 4).reduce(0) { $0 << 8 | Int(bytes[$1]) } }
    let magic = number(0)
    guard magic == 0x800 + rank else {
      throw FileError.data(
        path, "begins with the magic number \(hex(magic)), and \(rank == 1 ? "labels have" : "images have") \(hex(0x800 + rank))")
    }
    return (0..<rank).map { number(4 + 4 * $0) }
  }

  private static func length(_ shape: [Int], _ path: String) throws -> Int {
    var length = 1
    for size in shape {
      let (product, overflow) = length.multipliedReportingOverflow(by: size)
      guard !overflow, product < 1 << 46 else {
        throw FileError.data(path, "claims the size \(shape) in its header, which is too large")
      }
      length = product
    }
    return length
  }

  private static func hex(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
