import Glibc
import Kernels
import Testing

/// The reference weights on MNIST's test images: the share of right answers that PyTorch counted.
@Suite struct ReferenceAccuracyTests {
  @Test func testAccuracy() throws {
    let reference = try ReferenceFiguresTests()
    let pixels = try mnist("t10k-images-idx3-ubyte", header: 16)
    let labels = try mnist("t10k-labels-idx1-ubyte", header: 8)
    let images = [Float](unsafeUninitializedCapacity: pixels.count) { floats, count in
      for i in pixels.indices { floats[i] = Float(pixels[i]) / 255 }
      count = pixels.count
    }
    #expect(labels.count == 10_000)
    let logits = Floats(labels.count * 10)
    try reference.engine.forward(
      images, count: labels.count, outputs: [.init(NetworkPort.logits, logits.pointer)], on: threads(2))
    let all = logits.array
    let right = labels.indices.filter { i in
      let scores = all[i * 10..<i * 10 + 10]
      return scores.firstIndex(of: scores.max()!)! - i * 10 == Int(labels[i])
    }
    #expect(right.count == 9851)
  }

  /// A file of MNIST where script/bootstrap puts it or finds it.
  private func mnist(_ name: String, header: Int) throws -> [UInt8] {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    let folders = [
      variable("LEAP_DATA_DIR"), variable("LEAP_DATA_DIR").map { $0 + "/mnist" },
      (variable("XDG_DATA_HOME") ?? variable("HOME").map { $0 + "/.local/share" }).map { $0 + "/leap/mnist" },
    ]
    let paths = folders.compactMap { $0 }.map { $0 + "/" + name }
    let path = try #require(paths.first { access($0, R_OK) == 0 }, "script/bootstrap fetches \(name)")
    return Array(try Fixture.bytes(atPath: path)[header...])
  }
}
