import Core
import Glibc

/// Arrays on disk as `.npy`, one row a sample: they open in NumPy, and a mapping of them is the array itself.
///
/// All of it runs in time proportional to the numbers moved. Files appear complete or not at all.
public enum ArrayFile {
  /// Reads the type and shape of an array's file.
  /// - Throws: when the file is no whole array of a type that we read. Reads the header only.
  public static func header(_ path: String) throws -> ArrayHeader {
    try header(of: OpenFile(reading: path))
  }

  /// Writes the header of a new array and takes its space on the disk.
  /// - Returns: where to write the numbers; `finish` then gives the file its name.
  public static func create(_ path: String, dtype: DType, shape: [Int]) throws -> ReservedArray {
    let header = ArrayHeader(dtype: dtype, shape: shape)
    let array = ReservedArray(path: temporaryName(for: path), target: path, header: header)
    do {
      let file = try OpenFile(creating: array.path, for: path)
      try file.append(header.formatted())
      try file.reserve(header.dataOffset + header.byteCount)
    } catch {
      array.discard()
      throw error
    }
    return array
  }

  /// As `create`, for work that may be stopped and gone on with: a file of the same shape that an earlier call left is taken up.
  /// Two processes must not do that at once.
  public static func resume(_ path: String, dtype: DType, shape: [Int]) throws -> (array: ReservedArray, isOld: Bool) {
    let (header, unfinished) = (ArrayHeader(dtype: dtype, shape: shape), path + temporarySuffix)
    let array = ReservedArray(path: unfinished, target: path, header: header)
    // What cannot be read is no file to go on with.
    if let old = try? Self.header(unfinished), old == header { return (array, true) }
    let new = try create(path, dtype: dtype, shape: shape)
    try replace(unfinished, by: new.path)
    return (array, false)
  }

  /// Writes an array as a .npy file.
  /// - Precondition: `shape` has as many numbers as `values`.
  public static func write<Value: ArrayValue>(_ values: [Value], shape: [Int], to path: String) throws {
    let header = ArrayHeader(dtype: Value.dtype, shape: shape)
    precondition(header.count == values.count, "shape \(shape) for \(values.count) numbers")
    let temporary = temporaryName(for: path)
    do {
      let file = try OpenFile(creating: temporary, for: path)
      try file.append(header.formatted())
      try file.append(values)
      try file.sync()
      try replace(path, by: temporary)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// A whole array of any number type, as Float.
  public static func readFloats(_ path: String) throws -> (shape: [Int], values: [Float]) {
    let file = try OpenFile(reading: path)
    let header = try header(of: file)
    return (header.shape, try floats(file, header, rows: 0..<header.rows))
  }

  /// Some rows of an array of any number type, as Float, without reading the others.
  /// - Throws: when the array has no such rows.
  public static func floats(_ path: String, rows: Range<Int>) throws -> [Float] {
    let file = try OpenFile(reading: path)
    let header = try header(of: file)
    try check(rows, of: header, path)
    return try floats(file, header, rows: rows)
  }

  /// A whole array of whole numbers.
  /// - Throws: also when its numbers are floating-point.
  public static func readInt64s(_ path: String) throws -> (shape: [Int], values: [Int64]) {
    let file = try OpenFile(reading: path)
    let header = try header(of: file)
    return (header.shape, try int64s(file, header, rows: 0..<header.rows))
  }

  /// Some rows of an array of whole numbers, without reading the others.
  public static func int64s(_ path: String, rows: Range<Int>) throws -> [Int64] {
    let file = try OpenFile(reading: path)
    let header = try header(of: file)
    try check(rows, of: header, path)
    return try int64s(file, header, rows: rows)
  }

  private static func header(of file: borrowing OpenFile) throws -> ArrayHeader {
    let size = try file.size()
    let start = try file.values(UInt8(0), at: 0, count: min(size, ArrayHeader.longest))
    return try ArrayHeader(parsing: start, fileSize: size, path: file.path)
  }

  private static func check(_ rows: Range<Int>, of header: ArrayHeader, _ path: String) throws {
    guard rows.lowerBound >= 0, rows.upperBound <= header.rows else {
      throw LeapError(
        .data, doing: "reading array '\(fileName(path))'",
        problem: "it has \(header.rows) rows, not rows \(rows.lowerBound) to \(rows.upperBound - 1)", place: path)
    }
  }

  private static func floats(_ file: borrowing OpenFile, _ header: ArrayHeader, rows: Range<Int>) throws -> [Float] {
    switch header.dtype {
    case .float32: try part(Float(0), file, header, rows)
    case .float64: try part(Double(0), file, header, rows).map { Float($0) }
    case .int64: try part(Int64(0), file, header, rows).map { Float($0) }
    case .int32: try part(Int32(0), file, header, rows).map { Float($0) }
    case .uint8: try part(UInt8(0), file, header, rows).map { Float($0) }
    case .bool: try part(UInt8(0), file, header, rows).map { $0 == 0 ? 0 : 1 }
    }
  }

  private static func int64s(_ file: borrowing OpenFile, _ header: ArrayHeader, rows: Range<Int>) throws -> [Int64] {
    switch header.dtype {
    case .int64: return try part(Int64(0), file, header, rows)
    case .int32: return try part(Int32(0), file, header, rows).map { Int64($0) }
    case .uint8: return try part(UInt8(0), file, header, rows).map { Int64($0) }
    case .bool: return try part(UInt8(0), file, header, rows).map { $0 == 0 ? 0 : 1 }
    case .float32, .float64:
      throw LeapError(
        .data, doing: "reading array '\(fileName(file.path))'",
        problem: "whole numbers are needed, and it holds \(header.dtype.rawValue)", place: file.path,
        remedy: "convert it first, e.g. array.astype('<i8')")
    }
  }

  private static func part<Value: BitwiseCopyable>(
    _ zero: Value, _ file: borrowing OpenFile, _ header: ArrayHeader, _ rows: Range<Int>
  ) throws -> [Value] {
    let offset = header.dataOffset + rows.lowerBound * header.rowCount * header.dtype.size
    return try file.values(zero, at: offset, count: rows.count * header.rowCount)
  }
}
