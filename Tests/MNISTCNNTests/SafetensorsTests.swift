import Foundation
import PluginKit
import Testing

@testable import MNISTCNN

/// What is written comes back, here and from PyTorch, and nothing malformed gets in.
@Suite struct SafetensorsTests {
  private func file(_ header: String, data: Int) -> [UInt8] {
    let text = Array(header.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + [UInt8](repeating: 0, count: data)
  }

  private func refusal(_ bytes: [UInt8]) -> String {
    do {
      _ = try SafetensorsReader(bytes)
      return "accepted"
    } catch { return "\(error)" }
  }

  private var small: SafetensorsWriter {
    var writer = SafetensorsWriter()
    writer.add("optimizer.step", [1], [Int64(7)])
    writer.add("b.weight", [2, 1], [Float(1.5), -2])
    writer.add("a", [0], [Float]())
    return writer
  }

  @Test func whatIsWrittenComesBack() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("small.safetensors")
    try Data(small.bytes).write(to: path)
    let reader = try SafetensorsReader([UInt8](Data(contentsOf: path)))
    #expect(Set(reader.tensors.map(\.name)) == ["optimizer.step", "a", "b.weight"])
    let b = try #require(reader.tensors.first { $0.name == "b.weight" })
    #expect(try reader.floats(b) == [1.5, -2])
    #expect(b.shape == [2, 1])
    let step = try #require(reader.tensors.first { $0.name == "optimizer.step" })
    #expect(try reader.integer(step) == 7)
    #expect(small.bytes == small.bytes)
    let length = Int(small.bytes[0]) + Int(small.bytes[1]) << 8
    #expect(length % 8 == 0)
  }

  /// A file that safetensors.torch.save_file wrote.
  @Test func pyTorchs() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let path = tests.appendingPathComponent("Fixtures/reference/weights.safetensors")
    let reader = try SafetensorsReader([UInt8](Data(contentsOf: path)))
    #expect(reader.tensors.count == 8)
    #expect(reader.tensors.first { $0.name == "conv2.weight" }?.shape == [64, 32, 3, 3])
    for tensor in reader.tensors { #expect(try reader.floats(tensor).allSatisfy(\.isFinite)) }
  }

  static let malformed: [(header: String, data: Int, words: String)] = [
    ("{", 0, "cannot be read"), ("[]", 0, "not an object"), ("", 0, "cannot be read"),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8,
      "overlap: a and b"
    ),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, "at bytes 0 to 8 of 4"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8, "at bytes 8 to 0"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#, 8, "at bytes -8 to 0"),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8, "12 bytes, but gives it 8"),
    (#"{"a":{"dtype":"Q4","shape":[3],"data_offsets":[0,8]}}"#, 8, "unknown type"),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}}"#, 0, "impossible shape"),
    (#"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, 0, "no dtype"),
    (#"{"a":{"dtype":"F32","shape":[9007199254740991,9007199254740991],"data_offsets":[0,0]}}"#, 0, "impossible shape"),
    (#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, 4, "no dtype"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#, 8, "no dtype"),
    (#"{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}"#, 4, "no dtype"), (#"{"a":null}"#, 0, "no dtype"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "belong to no tensor"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 8, "behind a"),
  ]

  @Test(arguments: malformed) func isRefused(_ header: String, _ data: Int, _ words: String) {
    let text = refusal(file(header, data: data))
    #expect(text.contains(words))
    #expect(!text.contains("\n"))
  }

  @Test func aLengthBeyondTheFile() {
    #expect(refusal([]).contains("too few"))
    #expect(refusal([1, 2]).contains("too few"))
    #expect(refusal([UInt8](repeating: 255, count: 8)).contains("claims a header"))
    #expect(refusal([9, 0, 0, 0, 0, 0, 0, 0] + Array("{}      ".utf8)).contains("claims a header of 9 bytes"))
  }

  @Test func theTypeIsChecked() throws {
    let reader = try SafetensorsReader(
      file(
        #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"I64","shape":[2],"data_offsets":[4,20]}}"#, data: 20
      ))
    #expect(throws: PluginError.self) { try reader.floats(reader.tensors[0]) }
    #expect(throws: PluginError.self) { try reader.integer(reader.tensors[0]) }
    #expect(throws: PluginError.self) { try reader.integer(reader.tensors[1]) }
  }

  /// No file that ends early is accepted.
  @Test func everyTruncation() {
    let whole = small.bytes
    #expect(refusal(whole) == "accepted")
    for count in 0..<whole.count { #expect(refusal(Array(whole[..<count])) != "accepted") }
    #expect(refusal(whole + [0]) != "accepted")
  }

  /// One flipped bit anywhere: refused, or read without reaching outside the file.
  @Test func everyBitFlip() throws {
    let whole = small.bytes
    for bit in 0..<8 * whole.count {
      var bytes = whole
      bytes[bit / 8] ^= 1 << (bit % 8)
      guard let reader = try? SafetensorsReader(bytes) else { continue }
      for tensor in reader.tensors {
        #expect(tensor.bytes.lowerBound >= 8 && tensor.bytes.upperBound <= bytes.count)
        _ = try? reader.floats(tensor)
        _ = try? reader.integer(tensor)
      }
    }
  }
}
