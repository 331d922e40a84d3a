import Foundation

/// The four files of a data set whose sample i has the label i % 2.
enum IDXFiles {
  /// - Parameters:
  ///   - training, test: numbers of the samples in the two pairs of files.
  ///   - pixels: `[height * width]` of one sample.
  static func write(
    to folder: String, height: Int, width: Int, training: Range<Int>, test: Range<Int>, pixels: (Int) -> [UInt8]
  ) throws {
    func write(_ name: String, _ header: [Int], _ body: [UInt8]) throws {
      let bytes = header.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
      try Data(bytes + body).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    for (name, samples) in [("train", training), ("t10k", test)] {
      try write("\(name)-images-idx3-ubyte", [0x803, samples.count, height, width], samples.flatMap(pixels))
      try write("\(name)-labels-idx1-ubyte", [0x801, samples.count], samples.map { UInt8($0 % 2) })
    }
  }
}
