import PluginKit

/// Writes a safetensors file that PyTorch loads with safetensors.torch.load_file; the same tensors give the same bytes.
struct SafetensorsWriter {
  private var entries: [String: JSON] = ["__metadata__": .object(["format": .string("pt")])]
  private var data: [UInt8] = []

  mutating func add(_ name: String, _ shape: [Int], _ values: [Float]) {
    values.withUnsafeBytes { add(name, "F32", shape, $0) }
  }

  mutating func add(_ name: String, _ shape: [Int], _ values: [Int64]) {
    values.withUnsafeBytes { add(name, "I64", shape, $0) }
  }

  private mutating func add(_ name: String, _ dtype: String, _ shape: [Int], _ bytes: UnsafeRawBufferPointer) {
    let start = data.count
    data.append(contentsOf: bytes)
    entries[name] = .object([
      "dtype": .string(dtype), "shape": .array(shape.map { .number(Double($0)) }),
      "data_offsets": .array([.number(Double(start)), .number(Double(data.count))]),
    ])
  }

  /// The whole file. The header is filled with spaces so that the data begins at a multiple of 8, as the format asks.
  var bytes: [UInt8] {
    var header = Array(JSON.object(entries).text.utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let length = UInt64(header.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header + data
  }
}
