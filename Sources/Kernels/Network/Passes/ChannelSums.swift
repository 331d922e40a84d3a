/// Gradients towards `[channels, height, width]`, summed over the positions, without the gradients themselves.
///
/// A pool hands on the sum of what it gets: a maximum to one place, a mean in shares that add up to 1. Where only pools lie between
/// a tensor and the dense layer that reads it, the sums of its gradient are therefore the dense layer's own gradient times weights
/// that were summed over the positions once for all samples.
final class ChannelSums {
  /// The number of the dense layer's operation.
  let dense: Int
  private let operation: Dense
  /// `[outputs, channels]`, packed as the weights are.
  private let weights: Buffer<Float>
  private let packing: Packing
  private var madeFrom: Int?
  /// `[rows, channels]`
  private var products: Buffer<Float>?

  init(_ operation: Dense, number: Int) {
    dense = number
    self.operation = operation
    packing = Packing(rows: operation.output.layout.count, columns: padded8(operation.input.layout.stride))
    weights = Buffer(packing.count)
  }

  private var layout: Layout { operation.input.layout }

  /// Makes the sums of this version of the weights; nothing if they are there already.
  func making(_ version: Int) -> [Units] {
    if madeFrom == version { return [] }
    madeFrom = version
    return [Units(layout.stride) { [self] _, channel in sum(channel) }]
  }

  private func sum(_ channel: Int) {
    let from = operation.matrix.shape.packing
    for output in 0..<packing.rows {
      var sum = 0.0
      for position in 0..<layout.shape.pixels {
        sum += Double(operation.matrix.values[from.index(position * layout.stride + channel, output)])
      }
      weights.pointer[packing.index(output, channel)] = Float(sum)
    }
  }

  /// From the gradients of the dense layer's output, `samples * targets` rows, to `[rows, channels]`.
  func steps(samples: Int, targets: Int, to destination: UnsafeMutablePointer<Float>) -> [Step] {
    let (width, columns, channels) = (packing.rows, packing.columns, layout.shape.channels)
    grow(&products, to: samples * targets * columns)
    let output = operation.output
    let mask = Step.rows { [rectified = operation.rectified] row in
      if rectified { maskRectified(output.gradients(row), output.values(row), width) }
    }
    return [
      mask,
      .chunks { [self] row, samples in
        let (first, rows) = (row.index, samples * targets)
        let product = SlidingProduct(
          height: 1, width: rows, sourceRow: 0, sourceStep: width, runs: 1, runLength: width, runStride: 0, columns: columns)
        let to = products!.pointer + first * columns
        product.run(
          output.allGradients + first * width, weights: weights.pointer, bias: nil, rectified: false, to: to,
          destinationStep: columns)
        for i in 0..<rows { (destination + (first + i) * channels).update(from: to + i * columns, count: channels) }
      },
    ]
  }
}
