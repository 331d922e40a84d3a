import Glibc
import Kernels

/// Training pictures [count, 1, 28, 28] as bytes and labels [count], repeated as often as needed; kept until the end.
struct MNIST {
  let count: Int
  let labels: UnsafeMutablePointer<Int64>
  private let pictures: [UInt8]

  struct Missing: Error { let path: String }

  init(folder: String, samples: Int) throws {
    pictures = try Self.bytes(folder + "/train-images-idx3-ubyte", skip: 16)
    let classes = try Self.bytes(folder + "/train-labels-idx1-ubyte", skip: 8)
    count = max(1280, samples)
    labels = .allocate(capacity: count)
    for i in 0..<count { labels[i] = Int64(classes[i % classes.count]) }
  }

  /// Pictures `first` and following in 0...1.
  func images(_ first: Int, _ number: Int, to floats: UnsafeMutablePointer<Float>, on parallel: Parallel) {
    let grain = 16
    pictures.withUnsafeBufferPointer { bytes in
      parallel.run((number + grain - 1) / grain) { _, unit in
        for i in unit * grain..<min(number, unit * grain + grain) {
          let from = (first + i) * 784 % bytes.count, to = floats + i * 784
          for k in 0..<784 { to[k] = Float(bytes[from + k]) * (1 / 255) }
        }
      }
    }
  }

  private static func bytes(_ path: String, skip: Int) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw Missing(path: path) }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var all = [UInt8](repeating: 0, count: ftell(file) - skip)
    fseek(file, skip, SEEK_SET)
    guard fread(&all, 1, all.count, file) == all.count else { throw Missing(path: path) }
    return all
  }
}
