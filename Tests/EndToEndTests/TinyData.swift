import Foundation

/// IDX files of a few pictures that anyone can tell apart: class 0 is dark above, class 1 dark below.
enum TinyData {
  static let side = 6

  /// Writes the four files into a folder of its own below `folder`.
  static func write(to folder: String, training: Int = 40, test: Int = 12) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, first, count) in [("train", 0, training), ("t10k", training, test)] {
      let pictures = (first..<first + count).flatMap(picture)
      try file([0x803, count, side, side], pictures).write(to: URL(fileURLWithPath: folder + "/\(name)-images-idx3-ubyte"))
      try file([0x801, count], (first..<first + count).map { UInt8($0 % 2) })
        .write(to: URL(fileURLWithPath: folder + "/\(name)-labels-idx1-ubyte"))
    }
  }

  /// No two are the same: the number is written into the first row.
  private static func picture(_ number: Int) -> [UInt8] {
    (0..<side * side).map { i in
      if i < side { return number >> i & 1 == 0 ? 0 : 60 }
      return (i / side < side / 2) == (number % 2 == 0) ? UInt8(200 + i % 7) : UInt8(i * number % 11)
    }
  }

  private static func file(_ header: [Int], _ bytes: [UInt8]) -> Data {
    Data(header.flatMap { number in (0..<4).map { UInt8(number >> (24 - 8 * $0) & 255) } } + bytes)
  }
}
