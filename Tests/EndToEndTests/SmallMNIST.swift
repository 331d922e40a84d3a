import Foundation

/// The first digits of MNIST as IDX files of their own, cut once a process: what needs real digits and not all of them.
enum SmallMNIST {
  static let training = 2000
  static let validation = 500
  static let test = 500

  struct Missing: Error, CustomStringConvertible { let description: String }

  /// The folder of the four files.
  static let folder = Result {
    let folder = try HostProcess.folder()
    for (name, count) in [("train", training + validation), ("t10k", test)] {
      // Images have a header of four numbers, labels one of two; the second number is how many there are.
      try cut("\(name)-images-idx3-ubyte", to: count, header: 16, size: 784, into: folder)
      try cut("\(name)-labels-idx1-ubyte", to: count, header: 8, size: 1, into: folder)
    }
    return folder
  }

  private static func cut(_ name: String, to count: Int, header: Int, size: Int, into folder: String) throws {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: source + "/" + name))
    defer { try? file.close() }  // it was only read
    guard var bytes = try file.read(upToCount: header + count * size), bytes.count == header + count * size else {
      throw Missing(description: "\(source)/\(name) is no whole file of MNIST; run script/bootstrap")
    }
    for i in 0..<4 { bytes[4 + i] = UInt8(count >> (24 - 8 * i) & 255) }
    try bytes.write(to: URL(fileURLWithPath: folder + "/" + name))
  }

  /// Where script/fetch-mnist puts MNIST.
  private static var source: String {
    let environment = ProcessInfo.processInfo.environment
    let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (data ?? (environment["HOME"] ?? "") + "/.local/share") + "/leap/mnist"
  }
}
