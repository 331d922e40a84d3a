import Kernels
import PluginKit

/// The bytes in which a finished map is kept. Features are not among them: whoever loads it has them, and a checksum says whether
/// they are the same.
///
/// Little-endian: magic (8 bytes), version and method (u32), samples and dimensions (u64), the features' checksum (u64), mean
/// `[d]`, axes `[2, d]` and variances `[2]` (f64), places `[n, 2]` (f32), and the checksum of all before (u64).
struct MapState {
  let method: Options.Method
  let components: PrincipalComponents
  let places: [SIMD2<Float>]
  /// `Checksum` of the features of the samples that made the map.
  let features: UInt64

  private static let magic: [UInt8] = Array("leap-map".utf8)
  private static let version: UInt32 = 1
  private static let header = 40
  /// In the order of their numbers in the file.
  private static let methods: [Options.Method] = [.tsne, .umap, .pca]

  static func size(count: Int, dimensions d: Int) -> Int { header + 8 * (3 * d + 2) + 8 * count + 8 }

  var bytes: [UInt8] {
    var bytes = Self.magic
    func add<Number: FixedWidthInteger>(_ number: Number) {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    bytes.reserveCapacity(Self.size(count: places.count, dimensions: components.dimensions))
    add(Self.version)
    add(UInt32(Self.methods.firstIndex(of: method)!))  // all cases are listed
    add(UInt64(places.count))
    add(UInt64(components.dimensions))
    add(features)
    for value in components.mean + components.axes + components.variances { add(value.bitPattern) }
    for place in places {
      add(place.x.bitPattern)
      add(place.y.bitPattern)
    }
    add(bytes.withUnsafeBytes { Checksum($0).value })
    return bytes
  }

  init(method: Options.Method, components: PrincipalComponents, places: [SIMD2<Float>], features: UInt64) {
    (self.method, self.components, self.places, self.features) = (method, components, places, features)
  }

  /// - Parameters:
  ///   - bytes: from anywhere.
  ///   - count, dimensions: of the samples that the map must be of.
  /// - Throws: `.data` that says what is wrong.
  init(_ bytes: [UInt8], count: Int, dimensions d: Int) throws {
    func wrong(_ what: String) -> PluginError {
      PluginError(.data, "the kept map cannot be used: \(what); it has to be made again")
    }
    let size = Self.size(count: count, dimensions: d)
    guard bytes.starts(with: Self.magic) else { throw wrong("it does not begin as one") }
    guard bytes.count >= Self.header else { throw wrong("it ends after \(bytes.count) bytes") }
    var at = Self.magic.count
    func next<Number: FixedWidthInteger>() -> Number {
      let number = bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: Number.self)) }
      at += MemoryLayout<Number>.size
      return number
    }
    let version: UInt32 = next(), method: UInt32 = next(), samples: UInt64 = next(), width: UInt64 = next()
    guard version == Self.version else { throw wrong("it has version \(version), this library reads \(Self.version)") }
    guard samples == UInt64(count), width == UInt64(d) else {
      throw wrong("it is of \(samples) samples with \(width) features, not of \(count) with \(d)")
    }
    guard bytes.count == size else { throw wrong("it has \(bytes.count) bytes instead of \(size)") }
    let sum = bytes.withUnsafeBytes { all in
      (
        Checksum(UnsafeRawBufferPointer(rebasing: all[..<(size - 8)])).value,
        UInt64(littleEndian: all.loadUnaligned(fromByteOffset: size - 8, as: UInt64.self))
      )
    }
    guard sum.0 == sum.1 else { throw wrong("its bytes were altered") }
    guard method < Self.methods.count else { throw wrong("there is no method number \(method)") }
    self.method = Self.methods[Int(method)]
    features = next()
    let numbers = (0..<3 * d + 2).map { _ in Double(bitPattern: next()) }
    places = (0..<count).map { _ in SIMD2(Float(bitPattern: next()), Float(bitPattern: next())) }
    guard numbers.allSatisfy(\.isFinite), places.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
      throw wrong("it holds a number that is not finite")
    }
    components = PrincipalComponents(
      mean: Array(numbers[..<d]), axes: Array(numbers[d..<3 * d]), variances: Array(numbers[(3 * d)...]))
  }
}
