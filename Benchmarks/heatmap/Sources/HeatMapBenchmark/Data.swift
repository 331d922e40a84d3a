import Glibc
import Kernels

struct Missing: Error { let path: String }

private func bytes(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "rb") else { throw Missing(path: path) }
  defer { fclose(file) }
  fseek(file, 0, SEEK_END)
  var all = [UInt8](repeating: 0, count: ftell(file))
  rewind(file)
  guard fread(&all, 1, all.count, file) == all.count else { throw Missing(path: path) }
  return all
}

/// Validation pictures of MNIST, the last 12,000 of the training file, [count, 1, 28, 28] in 0...1.
func validationPictures(folder: String, count: Int) throws -> [Float] {
  let all = try bytes(folder + "/train-images-idx3-ubyte")
  return (0..<count * 784).map { Float(all[16 + 48_000 * 784 + $0 % (12_000 * 784)]) / 255 }
}

/// The default network with the weights of a safetensors file. With names for the ReLUs of its convolutions, these can be looked at
/// before them too.
func network(weights path: String, namingReLUs: Bool) throws -> Engine {
  let relus = (1...2).map { namingReLUs ? LayerSpec.relu(name: "relu\($0)") : .relu }
  let engine = Engine(
    try Network(
      input: Shape(1, 28, 28), classes: 10,
      layers: [
        .conv2d(32, kernel: 3), relus[0], .maxPool(2), .conv2d(64, kernel: 3), relus[1], .maxPool(2), .dense(128), .relu,
        .dropout(0.5), .dense(10),
      ]))
  let all = try bytes(path)
  let size = (0..<8).reduce(0) { $0 | Int(all[$1]) << (8 * $1) }
  let header = String(decoding: all[8..<8 + size], as: UTF8.self)
  var entries = engine.state()
  for i in entries.indices {
    guard let entry = header.split(separator: "\"" + entries[i].name + "\":", maxSplits: 1).dropFirst().first,
      let offsets = entry.split(separator: "\"data_offsets\":[", maxSplits: 1).dropFirst().first
    else { throw Missing(path: path + ": " + entries[i].name) }
    let numbers = offsets.prefix { $0 != "]" }.split(separator: ",").compactMap { Int($0) }
    all[8 + size + numbers[0]..<8 + size + numbers[1]].withUnsafeBytes { raw in
      entries[i].values = (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
    }
  }
  try engine.load(entries)
  return engine
}
