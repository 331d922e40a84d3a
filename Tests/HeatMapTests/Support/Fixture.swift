import Glibc
import Kernels

/// Reads the arrays of Tests/Fixtures/reference.
enum Fixture {
  struct Missing: Error { let path: String }

  private static func bytes(_ name: String, file: String = #filePath) throws -> [UInt8] {
    let folder = file.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/" + folder + "/Fixtures/reference/" + name
    guard let f = fopen(path, "rb") else { throw Missing(path: path) }
    defer { fclose(f) }
    fseek(f, 0, SEEK_END)
    var all = [UInt8](repeating: 0, count: ftell(f))
    rewind(f)
    guard fread(&all, 1, all.count, f) == all.count else { throw Missing(path: path) }
    return all
  }

  /// The data of a .npy file, whose header ends where its length says.
  static func small(_ name: String) throws -> [UInt8] {
    let all = try bytes(name + ".npy")
    return Array(all[(10 + Int(all[8]) + Int(all[9]) << 8)...])
  }

  static func floats(_ name: String) throws -> [Float] { floats(try small(name)[...]) }

  private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    bytes.withUnsafeBytes { raw in (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) } }
  }

  static func images(_ count: Int) throws -> [Float] { try small("images").prefix(count * 784).map { Float($0) / 255 } }
  static func labels(_ count: Int) throws -> [Int64] { try small("labels").prefix(count).map(Int64.init) }

  /// The network of the fixture with its weights. The header is small and ours, so a search for the names is enough.
  static func engine() throws -> Engine {
    let engine = Engine(
      try Network(
        input: Shape(1, 28, 28), classes: 10,
        layers: [
          .conv2d(32, kernel: 3), .relu, .maxPool(2), .conv2d(64, kernel: 3), .relu, .maxPool(2), .dense(128), .relu,
          .dropout(0.5), .dense(10),
        ]))
    let all = try bytes("weights.safetensors")
    let size = (0..<8).reduce(0) { $0 | Int(all[$1]) << (8 * $1) }
    let header = String(decoding: all[8..<8 + size], as: UTF8.self)
    var entries = engine.state()
    for i in entries.indices {
      guard let entry = header.split(separator: "\"" + entries[i].name + "\":", maxSplits: 1).dropFirst().first,
        let offsets = entry.split(separator: "\"data_offsets\":[", maxSplits: 1).dropFirst().first
      else { throw Missing(path: entries[i].name) }
      let numbers = offsets.prefix { $0 != "]" }.split(separator: ",").compactMap { Int($0) }
      entries[i].values = floats(all[8 + size + numbers[0]..<8 + size + numbers[1]])
    }
    try engine.load(entries)
    return engine
  }
}

/// The largest difference, as a part of the largest magnitude expected.
func relativeError(_ got: some Collection<Double>, _ expected: some Collection<Double>) -> Double {
  guard got.count == expected.count, !got.isEmpty else { return .infinity }
  var (worst, largest) = (0.0, 1e-30)
  for (g, e) in zip(got, expected) {
    if !(g.isFinite && e.isFinite) { return .infinity }
    (worst, largest) = (max(worst, abs(g - e)), max(largest, abs(e)))
  }
  return worst / largest
}

func doubles(_ values: some Sequence<Float>) -> [Double] { values.map(Double.init) }
