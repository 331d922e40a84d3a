import Core
import Foundation
import Pictures
import Testing

@Suite struct PNGTests {
  @Test func isAPNGOfItsSize() throws {
    let bytes = try gradient(width: 37, height: 5).png()
    #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    let chunks = try chunks(of: bytes)
    #expect(chunks.first?.type == "IHDR" && chunks.last?.type == "IEND")
    // Width, height, 8 bits, RGB.
    #expect(chunks[0].data.prefix(10) == [0, 0, 0, 37, 0, 0, 0, 5, 8, 2])
    #expect(chunks.contains { $0.type == "IDAT" })
  }

  @Test func whatWasWrittenIsRead() throws {
    let image = gradient(width: 37, height: 5)
    let file = try image.png()
    let colors = try PNGPixels(file, channels: 3, name: "a.png")
    #expect(colors.width == 37 && colors.height == 5 && colors.planes.count == 3 * 37 * 5)
    for (x, y) in [(0, 0), (36, 4), (12, 3)] {
      let at = 3 * (y * 37 + x)
      #expect(Color(colors.bytes[at], colors.bytes[at + 1], colors.bytes[at + 2]) == image[x, y])
      #expect(colors.planes[37 * 5 + y * 37 + x] == Float(image[x, y].green) / 255)
    }
    var gray = RGBImage(width: 3, height: 2)
    for x in 0..<3 { gray[x, 1] = Color(UInt8(100 * x), UInt8(100 * x), UInt8(100 * x)) }
    #expect(try PNGPixels(gray.png(), channels: 1, name: "g.png").bytes == [0, 0, 0, 0, 100, 200])
  }

  @Test func damagedFilesAreRefusedOrReadWithoutHarm() throws {
    let file = try gradient(width: 23, height: 9).png()
    for size in 0..<file.count - 12 {
      let error = #expect(throws: LeapError.self, "\(size) bytes") {
        try PNGPixels(Array(file[..<size]), channels: 3, name: "cut.png")
      }
      #expect(error?.doing.contains("cut.png") == true)
    }
    for i in file.indices {
      var altered = file
      altered[i] ^= 1 << UInt8(i % 8)
      // A flip that no checksum sees changes pixels and no more.
      if let read = try? PNGPixels(altered, channels: 3, name: "x.png") {
        #expect(read.bytes.count == 3 * read.width * read.height)
      }
    }
    // A header that claims a huge picture asks for no memory.
    var huge = file
    huge.replaceSubrange(16..<20, with: [0x7F, 0xFF, 0xFF, 0xFF])
    _ = #expect(throws: LeapError.self) { try PNGPixels(huge, channels: 3, name: "huge.png") }
    _ = #expect(throws: LeapError.self) { try PNGPixels(file, channels: 2, name: "x.png") }
  }

  @Test func noiseThatDoesNotCompressFits() throws {
    var image = RGBImage(width: 256, height: 256)
    var random = SeededRandom(seed: 1)
    for y in 0..<256 {
      for x in 0..<256 {
        let bits = random.next()
        image[x, y] = Color(UInt8(bits & 255), UInt8(bits >> 8 & 255), UInt8(bits >> 16 & 255))
      }
    }
    #expect(try chunks(of: image.png()).last?.type == "IEND")
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func anotherProgramReadsTheSamePixels() throws {
    let image = gradient(width: 31, height: 17)
    let path = NSTemporaryDirectory() + "/leap-png-\(UUID().uuidString).png"
    try Data(image.png()).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", decoder, path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(Array(output) == image.pixels)
  }

  private func gradient(width: Int, height: Int) -> RGBImage {
    var image = RGBImage(width: width, height: height, fill: .white)
    for y in 0..<height { for x in 0..<width { image[x, y] = Color(UInt8(x * 7 % 256), UInt8(y * 11 % 256), 99) } }
    return image
  }

  /// Splits a PNG into its chunks and checks their CRC.
  private func chunks(of bytes: [UInt8]) throws -> [(type: String, data: [UInt8])] {
    func word(_ at: Int) -> UInt32 { bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) } }
    var chunks: [(type: String, data: [UInt8])] = []
    var at = 8
    while at < bytes.count {
      let length = Int(word(at))
      let body = bytes[at + 4..<at + 8 + length]
      #expect(crc(body) == word(at + 8 + length))
      chunks.append((String(decoding: body.prefix(4), as: UTF8.self), Array(body.dropFirst(4))))
      at += 12 + length
    }
    #expect(at == bytes.count)
    return chunks
  }

  /// CRC-32 of ISO 3309, as the PNG specification gives it.
  private func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
    }
  }

  /// A PNG decoder for 8-bit RGB without interlacing.
  private let decoder = """
    import struct, sys, zlib
    data = open(sys.argv[1], 'rb').read()
    at, packed = 8, b''
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b'IHDR': width, height = struct.unpack('>II', body[:8])
        if kind == b'IDAT': packed += body
        at += 12 + size
    raw, step = zlib.decompress(packed), 3 * width
    above, out = bytearray(step), bytearray()
    for y in range(height):
        method, line = raw[y * (step + 1)], bytearray(raw[y * (step + 1) + 1:(y + 1) * (step + 1)])
        for i in range(step):
            a, b, c = line[i - 3] if i >= 3 else 0, above[i], above[i - 3] if i >= 3 else 0
            p = a + b - c
            near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line[i] = (line[i] + [0, a, b, (a + b) // 2, near][method]) & 255
        out += line
        above = line
    sys.stdout.buffer.write(out)
    """
}
