import PluginAPI
import PluginKit
import Testing

/// Every tensor that crosses the border is checked once, before anything is read from it.
@Suite struct TensorViewTests {
  /// A tensor of float32 zeros in memory of its own, to be spoilt by `change`.
  private func withTensor<Result>(
    _ shape: [Int64], _ change: (inout leap_tensor) -> Void = { _ in }, _ body: (UnsafePointer<leap_tensor>) throws -> Result
  ) rethrows -> Result {
    var sizes = shape
    var strides = shape.indices.map { i in shape[(i + 1)...].reduce(1) { $0 &* $1 } }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: 4096)
    defer { memory.deallocate() }
    return try sizes.withUnsafeMutableBufferPointer { sizes in
      try strides.withUnsafeMutableBufferPointer { strides in
        var tensor = leap_tensor()
        tensor.data = memory
        tensor.device_type = 1
        tensor.ndim = Int32(shape.count)
        tensor.dtype_code = UInt8(LEAP_FLOAT)
        tensor.dtype_bits = 32
        tensor.dtype_lanes = 1
        tensor.shape = sizes.baseAddress
        tensor.strides = strides.baseAddress
        change(&tensor)
        return try withUnsafePointer(to: tensor, body)
      }
    }
  }

  private func refusal(
    _ shape: [Int64], expected: [Int?], _ change: (inout leap_tensor) -> Void = { _ in }
  ) -> String {
    withTensor(shape, change) { tensor in
      do {
        _ = try TensorView<Float>(tensor, "x", expected)
        return "accepted"
      } catch let error as PluginError {
        return error.code == .argument ? error.message : "wrong code"
      } catch {
        return "wrong error"
      }
    }
  }

  @Test func acceptsWhatWasAnnounced() throws {
    try withTensor([2, 3, 4]) { tensor in
      let view = try TensorView<Float>(tensor, "x", [2, nil, 4])
      #expect(view.shape == [2, 3, 4])
      #expect(view.values.count == 24)
      #expect(view.values.baseAddress == UnsafePointer(tensor.pointee.data.assumingMemoryBound(to: Float.self)))
    }
  }

  @Test func acceptsAScalarAndAnEmptyTensor() throws {
    let scalar = try withTensor([]) { try TensorView<Float>($0, "x", []).values.count }
    #expect(scalar == 1)
    let empty = try withTensor([0, 5], { $0.data = nil }) { try TensorView<Float>($0, "x", [nil, 5]).shape }
    #expect(empty == [0, 5])
  }

  @Test func addsTheByteOffset() throws {
    try withTensor([2], { $0.byte_offset = 16 }) { tensor in
      let view = try MutableTensorView<Float>(tensor, "x", [2])
      #expect(UnsafeRawPointer(view.values.baseAddress!) == UnsafeRawPointer(tensor.pointee.data + 16))
    }
  }

  @Test func stridesOfSizesOfOneDoNotMatter() throws {
    let count = try withTensor([1, 4], { $0.strides[0] = 99 }) { try TensorView<Float>($0, "x", [1, 4]).values.count }
    #expect(count == 4)
  }

  @Test func refusesAMissingTensor() {
    let error = #expect(throws: PluginError.self) { try TensorView<Float>(nil, "x", [1]) }
    #expect(error?.message == "tensor 'x' is NULL")
  }

  @Test func refusesAnotherType() {
    #expect(refusal([2], expected: [2]) { $0.dtype_bits = 64 } == "tensor 'x' is float64, expected float32")
    #expect(refusal([2], expected: [2]) { $0.dtype_code = UInt8(LEAP_INT) } == "tensor 'x' is int32, expected float32")
    #expect(refusal([2], expected: [2]) { $0.dtype_lanes = 4 }.hasPrefix("tensor 'x' is float32"))
    #expect(refusal([2], expected: [2]) { $0.device_type = 2 }.contains("memory of the CPU"))
  }

  @Test func refusesAnotherShape() {
    #expect(refusal([2, 3], expected: [2]) == "tensor 'x' has shape [2, 3], expected [2]")
    #expect(refusal([2, 3], expected: [nil, 4]) == "tensor 'x' has shape [2, 3], expected [any, 4]")
    #expect(refusal([-1], expected: [nil]) != "accepted")
    #expect(refusal([2], expected: [2]) { $0.ndim = 9 }.contains("9 dimensions"))
    #expect(refusal([2], expected: [2]) { $0.ndim = -1 }.contains("-1 dimensions"))
    #expect(refusal([2], expected: [2]) { $0.shape = nil }.contains("dimensions"))
  }

  @Test func refusesSizesThatOverflow() {
    #expect(refusal([1 << 40, 1 << 40], expected: [nil, nil]).contains("too large"))
    #expect(refusal([Int64.max, 2], expected: [nil, nil]).contains("too large"))
    #expect(refusal([Int64.max / 4], expected: [nil]).contains("too large"))
  }

  @Test func refusesLayoutsAndMemoryThatCannotBeRead() {
    #expect(refusal([2, 3], expected: [2, 3]) { $0.strides[0] = 4 } == "tensor 'x' is not compact row-major")
    #expect(refusal([2, 3], expected: [2, 3]) { $0.strides[1] = 2 } == "tensor 'x' is not compact row-major")
    #expect(refusal([2], expected: [2]) { $0.data = nil } == "tensor 'x' has no memory")
    #expect(refusal([2], expected: [2]) { $0.byte_offset = 2 } == "tensor 'x' is not aligned to its type")
  }
}
