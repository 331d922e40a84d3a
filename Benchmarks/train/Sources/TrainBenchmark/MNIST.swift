import Glibc

/// Training pictures [count, 1, 28, 28] in 0...1 and labels [count], repeated as often as needed; kept until the end.
struct MNIST {
  let count: Int
  let images: UnsafeMutablePointer<Float>
  let labels: UnsafeMutablePointer<Int64>

  struct Missing: Error { let path: String }

  init(folder: String, samples: Int) throws {
    let pictures = try Self.bytes(folder + "/train-images-idx3-ubyte", skip: 16)
    let classes = try Self.bytes(folder + "/train-labels-idx1-ubyte", skip: 8)
    count = max(1280, samples)
    images = .allocate(capacity: count * 784)
    labels = .allocate(capacity: count)
    for i in 0..<count * 784 { images[i] = Float(pictures[i % pictures.count]) / 255 }
    for i in 0..<count { labels[i] = Int64(classes[i % classes.count]) }
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
