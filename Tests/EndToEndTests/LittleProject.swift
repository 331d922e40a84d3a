import Foundation

/// A project on 50 made-up images of 28 x 28, whose files a test may damage.
enum LittleProject {
  static func idx(_ magic: UInt32, _ sizes: [UInt32], _ bytes: [UInt8]) -> [UInt8] {
    var file: [UInt8] = []
    for number in [magic] + sizes {
      for shift: UInt32 in [24, 16, 8, 0] { file.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    return file + bytes
  }

  /// A project on a little data set: 40 training and 10 test images of 28 x 28.
  static func folder(
    _ options: String = "", analyzers: String = "[]", _ change: (inout [String: [UInt8]]) -> Void = { _ in }
  ) throws -> String {
    func images(_ count: Int) -> [UInt8] {
      idx(0x803, [UInt32(count), 28, 28], (0..<count * 784).map { (i: Int) -> UInt8 in UInt8((i * 7 + i / 784 * 13) % 251) })
    }
    func labels(_ count: Int) -> [UInt8] { idx(0x801, [UInt32(count)], (0..<count).map { (i: Int) -> UInt8 in UInt8(i % 10) }) }
    var files = [
      "train-images-idx3-ubyte": images(40), "train-labels-idx1-ubyte": labels(40), "t10k-images-idx3-ubyte": images(10),
      "t10k-labels-idx1-ubyte": labels(10),
    ]
    change(&files)
    let folder = try HostProcess.folder([
      "leap.yaml": """
      project: little
      dataset: {plugin: libIDXDataset.so, options: {path: data, validation: 10\(options)}}
      model: {plugin: libMNISTCNN.so, training: {epochs: 1}}
      analyzers: \(analyzers)
      """
    ])
    try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
    for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: folder + "/data/" + name)) }
    return folder
  }
}
