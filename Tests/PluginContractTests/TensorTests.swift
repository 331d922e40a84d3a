import Core
import Foundation
import PluginHost
import Testing

@Suite struct TensorTests {
  @Test func rowsAreCopied() {
    let tensor = Tensor([0, 1, 2, 3, 4, 5] as [Float], [3, 2])
    #expect(tensor.rows(1..<3).floats == [2, 3, 4, 5])
    #expect(tensor.floats(rows: 0..<1) == [0, 1])
    tensor.setRows(from: 2, to: Tensor([8, 9] as [Float], [1, 2]))
    #expect(tensor.floats == [0, 1, 2, 3, 8, 9])
  }

  @Test func mappedFileIsWritten() throws {
    let path = Support.scratch + "/mapped.bin"
    try Data(count: 64 + 24).write(to: URL(fileURLWithPath: path))
    do {
      let tensor = try Tensor(mapping: path, offset: 64, dtype: .float32, shape: [3, 2], writable: true)
      tensor.setRows(from: 1, to: Tensor([1.5, -2] as [Float], [1, 2]))
    }
    let again = try Tensor(mapping: path, offset: 64, dtype: .float32, shape: [3, 2], writable: false)
    #expect(again.floats == [0, 0, 1.5, -2, 0, 0])
    #expect(throws: LeapError.self) {
      _ = try Tensor(mapping: path, offset: 64, dtype: .float32, shape: [4, 2], writable: false)
    }
  }
}
