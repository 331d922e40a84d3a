import Kernels
import Testing

@Suite struct ChecksumTests {
  private func sum(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { Checksum($0).value } }

  @Test(arguments: [0, 1, 7, 8, 31, 32, 33, 64, 100]) func everyBitCounts(_ size: Int) {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    var seen: Set<UInt64> = [sum(bytes), sum(bytes + [0])]
    for bit in 0..<size * 8 {
      var altered = bytes
      altered[bit / 8] ^= 1 << UInt8(bit % 8)
      seen.insert(sum(altered))
    }
    #expect(seen.count == size * 8 + 2)
  }

  @Test func lengthsOfZerosDiffer() {
    #expect(Set((0..<200).map { sum(Array(repeating: 0, count: $0)) }).count == 200)
  }

  @Test func theHoleDoesNotCount() {
    var bytes = (0..<80).map { UInt8($0) }
    let before = bytes.withUnsafeBytes { Checksum($0, without: 24).value }
    for i in 24..<32 { bytes[i] = 0xFF }
    #expect(bytes.withUnsafeBytes { Checksum($0, without: 24).value } == before)
    bytes[32] ^= 1
    #expect(bytes.withUnsafeBytes { Checksum($0, without: 24).value } != before)
  }
}
