import Kernels
import PluginKit

/// Feature vectors of some samples, `[count, dimensions]`.
final class Samples {
  let count: Int
  let dimensions: Int
  let values: UnsafePointer<Float>
  /// Own memory, where the vectors are not all of a tensor.
  private let start: UnsafeMutablePointer<Float>?

  /// - Parameter rows: which; nil or all of them: the tensor's own memory is used.
  init(_ features: TensorView<Float>, _ rows: [Int]?) {
    dimensions = features.shape[1]
    guard let rows, rows.count < features.shape[0] else {
      count = features.shape[0]
      values = features.values.baseAddress ?? Self.nowhere()
      start = nil
      return
    }
    count = rows.count
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count * dimensions))
    for (i, row) in rows.enumerated() {
      for j in 0..<dimensions { memory[i * dimensions + j] = features.values[row * dimensions + j] }
    }
    start = memory
    values = UnsafePointer(memory)
  }

  /// Of their bytes.
  var checksum: UInt64 { Checksum(UnsafeRawBufferPointer(start: values, count: count * dimensions * 4)).value }

  /// An exact index of them, which must not outlive them.
  func index(_ parallel: Parallel) -> NeighborIndex {
    NeighborIndex(values, count: count, dimensions: dimensions, metric: .l2, parallel: parallel)
  }

  deinit { start?.deallocate() }

  /// A pointer is needed even where there is nothing to point at; it is not read then.
  static func nowhere<Element>() -> UnsafePointer<Element> { UnsafePointer(bitPattern: 64)! }
}
