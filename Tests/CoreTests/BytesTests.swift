import Core
import Testing

@Suite struct BytesTests {
  @Test func numbersAreLittleEndian() {
    var bytes: [UInt8] = []
    Bytes.append(UInt8(1), to: &bytes)
    Bytes.append(UInt16(0x0203), to: &bytes)
    Bytes.append(UInt32(0x0405_0607), to: &bytes)
    Bytes.append(Int64(-2), to: &bytes)
    #expect(bytes == [1, 3, 2, 7, 6, 5, 4, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
    #expect(Bytes.read(UInt16.self, from: bytes, at: 1) == 0x0203)
    #expect(Bytes.read(UInt32.self, from: bytes, at: 3) == 0x0405_0607)
    #expect(Bytes.int64s(bytes, at: 7, count: 1) == [-2])
  }

  @Test func floatingPointKeepsItsBits() {
    var bytes: [UInt8] = [9]
    let doubles = [0.1, -.infinity, .leastNonzeroMagnitude, -0.0]
    for value in doubles { Bytes.append(value.bitPattern, to: &bytes) }
    #expect(Bytes.doubles(bytes, at: 1, count: 4).map(\.bitPattern) == doubles.map(\.bitPattern))

    bytes = []
    for value in [Float(1.5), .nan] { Bytes.append(value.bitPattern, to: &bytes) }
    let floats = Bytes.floats(bytes, at: 0, count: 2)
    #expect(floats[0] == 1.5 && floats[1].isNaN)
  }
}
