import Kernels
import PluginKit

/// Some rows of a list of (sample, draw) pairs: what goes through the model at a time. The draws of a sample follow each other.
struct Rows {
  let samples: [Int]
  /// Of each sample.
  let draws: Int
  let range: Range<Int>

  func sample(_ row: Int) -> Int { samples[row / draws] }
  func draw(_ row: Int) -> Int { row % draws }

  /// The places in `samples` that have rows here, each with its rows.
  var parts: [(sample: Int, rows: Range<Int>)] {
    guard !range.isEmpty else { return [] }
    return (range.lowerBound / draws...(range.upperBound - 1) / draws).map { i in
      (samples[i], max(range.lowerBound, i * draws)..<min(range.upperBound, (i + 1) * draws))
    }
  }

  /// All rows in parts of at most `size`.
  static func cut(_ samples: [Int], draws: Int, size: Int) -> [Rows] {
    stride(from: 0, to: samples.count * draws, by: size).map { low in
      Rows(samples: samples, draws: draws, range: low..<min(samples.count * draws, low + size))
    }
  }
}

/// Targets and labels for rows made from samples: what belongs to a sample is repeated for each of its rows.
final class RowTargets {
  let targets: [Target]
  let labels: TensorView<Int64>?
  private var memory: [AnyObject] = []

  init(_ subject: Explanation, _ rows: Rows) {
    let count = rows.range.count
    if let all = subject.labels {
      let copy = Buffer<Int64>(count)
      for (i, row) in rows.range.enumerated() { copy.pointer[i] = all.values[rows.sample(row)] }
      memory.append(copy)
      labels = TensorView(copy.pointer, shape: [count])
    } else {
      labels = nil
    }
    var targets = subject.targets
    for (t, target) in subject.targets.enumerated() {
      guard case .seed(let port, let seed) = target, seed.shape[0] > 1 else { continue }
      let size = subject.model.ports[port].count
      let copy = Buffer<Float>(count * size)
      for (i, row) in rows.range.enumerated() {
        (copy.pointer + i * size).update(from: seed.values.baseAddress! + rows.sample(row) * size, count: size)
      }
      memory.append(copy)
      targets[t] = .seed(port: port, TensorView(copy.pointer, shape: [count] + seed.shape.dropFirst()))
    }
    self.targets = targets
  }
}
