import Core
import Glibc

/// An array that is being filled, by whoever maps `path`: its space is taken, its numbers are zero.
///
/// The file has a temporary name until `finish`, so that a run killed in between has no half array under the real name, and
/// an older file of that name, which other runs may share, stays as it is.
public struct ReservedArray: Hashable, Sendable {
  /// The file to map and write.
  public let path: String
  /// The path that the file gets after `finish`.
  public let target: String
  public let header: ArrayHeader

  public var shape: [Int] { header.shape }
  /// Where in the file the numbers begin.
  public var dataOffset: Int { header.dataOffset }

  /// Puts the numbers on the disk, those written through mappings too, and gives the file its name.
  public func finish() throws {
    do { try OpenFile(reading: path).sync() }
    try replace(target, by: path)
  }

  /// Gives the space back.
  public func discard() { unlink(path) }
}

/// A number that arrays hold, as it lies in memory.
public protocol ArrayValue: BitwiseCopyable, Sendable {
  static var dtype: DType { get }
}
extension Float: ArrayValue { public static var dtype: DType { .float32 } }
extension Double: ArrayValue { public static var dtype: DType { .float64 } }
extension Int64: ArrayValue { public static var dtype: DType { .int64 } }
extension Int32: ArrayValue { public static var dtype: DType { .int32 } }
extension UInt8: ArrayValue { public static var dtype: DType { .uint8 } }
