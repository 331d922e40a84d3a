/// A 64-bit checksum of bytes: tells damage and mix-ups, not malice.
///
/// Four lanes of multiply and rotate over 32-byte blocks. A change within one word always changes the sum: each step of a lane
/// can be undone.
public struct Checksum: Equatable, Sendable {
  private var lanes = SIMD4<UInt64>(0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0x2545_F491_4F6C_DD1D)
  private var length: UInt64 = 0

  /// The checksum of no bytes yet.
  public init() {}

  /// The checksum of `bytes`, taken as one part.
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.init()
    add(bytes)
  }

  /// The checksum of a file that holds it in its 8 bytes from `hole` on: of all other bytes.
  public init(_ file: UnsafeRawBufferPointer, without hole: Int) {
    self.init()
    add(UnsafeRawBufferPointer(rebasing: file[..<hole]))
    add(UnsafeRawBufferPointer(rebasing: file[(hole + 8)...]))
  }

  /// Sums over parts: the same parts give the same sum, but another cut of the same bytes may not.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var i = 0
    while i + 32 <= bytes.count {
      step(bytes.loadUnaligned(fromByteOffset: i, as: SIMD4<UInt64>.self))
      i += 32
    }
    if i < bytes.count {
      var rest = SIMD4<UInt64>.zero
      for j in i..<bytes.count { rest[(j - i) / 8] |= UInt64(bytes[j]) << UInt64((j - i) % 8 * 8) }
      step(rest)
    }
    length &+= UInt64(bytes.count)
  }

  /// The sum of all that was added.
  public var value: UInt64 {
    var sum = length &* 0x9E37_79B9_7F4A_7C15
    for lane in 0..<4 {
      sum = (sum ^ Self.mixed(lanes[lane])) &* 0xD6E8_FEB8_6659_FD93
      sum ^= sum >> 32
    }
    return sum
  }

  @inline(__always)
  private mutating func step(_ words: SIMD4<UInt64>) {
    // Twice: after one product the highest bit has moved nowhere, and a bit of the next words could undo it.
    var mixed = (lanes ^ words) &* SIMD4(repeating: 0x9FB2_1C65_1E98_DF25)
    mixed = (mixed ^ (mixed &>> 32)) &* SIMD4(repeating: 0xD6E8_FEB8_6659_FD93)
    lanes = (mixed &<< 29) | (mixed &>> 35)
  }

  private static func mixed(_ x: UInt64) -> UInt64 {
    let y = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    return y ^ (y >> 27)
  }
}
