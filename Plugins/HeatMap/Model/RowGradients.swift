import Kernels
import PluginKit

/// The gradients of one target at one row.
struct RowGradient {
  /// Position in the subject's batch.
  let sample: Int
  let draw: Int
  let target: Int
  /// `[shape of the port]`, or `[channels]` where sums are asked for
  let gradient: UnsafePointer<Float>
  /// `[shape of the port]`: the port's values in this row.
  let values: UnsafePointer<Float>
}

extension Explanation {
  /// Gradients of all targets towards a port, for `draws` inputs made from each of `samples`.
  ///
  /// A few hundred rows go through the model at a time; all targets of a row share its forward pass.
  /// - Parameters:
  ///   - isSummed: gradients are summed over the positions of the port, which has to offer it.
  ///   - fill: writes the input of a draw; called from several threads.
  ///   - fold: takes a gradient; called from several threads, but for one sample and target one after the other, draws in order.
  func gradients(
    of samples: [Int], draws: Int = 1, towards port: Int = 0, isSummed: Bool = false,
    fill: (_ sample: Int, _ draw: Int, _ row: UnsafeMutablePointer<Float>) -> Void, fold: (RowGradient) -> Void
  ) throws {
    let shape = model.ports[port].shape
    let gradientShape = isSummed ? [shape[0]] : shape
    let (valueCount, size) = (model.ports[port].count, gradientShape.reduce(1, *))
    // 4 MB of gradients stay in the cache until they are folded.
    let rowsAtATime = min(max(1, (1 << 20) / max(valueCount, size * targets.count)), 512)
    let capacity = min(rowsAtATime, samples.count * draws)
    let inputs = Buffer<Float>(overwritten: capacity * picture.count)
    let gradients = Buffer<Float>(overwritten: capacity * targets.count * size)
    let values = Buffer<Float>(overwritten: capacity * valueCount)
    for rows in Rows.cut(samples, draws: draws, size: capacity) {
      try call.progress(Double(rows.range.lowerBound), of: Double(samples.count * draws))
      let (n, first) = (rows.range.count, rows.range.lowerBound)
      call.parallel(n) { _, i in fill(rows.sample(first + i), rows.draw(first + i), inputs.pointer + i * picture.count) }
      let own = RowTargets(self, rows)
      try withExtendedLifetime((own, inputs, gradients, values)) {
        try model.gradient(
          TensorView(inputs.pointer, shape: [n] + model.input.shape), labels: own.labels, targets: own.targets,
          into: [
            GradientRequest(
              port: port, gradient: MutableTensorView(gradients.pointer, shape: [n, targets.count] + gradientShape),
              isSummed: isSummed, values: port == 0 ? nil : MutableTensorView(values.pointer, shape: [n] + shape))
          ])
      }
      let parts = rows.parts
      call.parallel(parts.count * targets.count) { _, unit in
        let (part, target) = (parts[unit / targets.count], unit % targets.count)
        for row in part.rows {
          let i = row - first
          fold(
            RowGradient(
              sample: part.sample, draw: rows.draw(row), target: target,
              gradient: gradients.pointer + (i * targets.count + target) * size,
              values: port == 0 ? inputs.pointer + i * picture.count : values.pointer + i * valueCount))
        }
      }
    }
  }

  /// The samples as they are, for `fill`.
  func copy(_ sample: Int, _ draw: Int, _ row: UnsafeMutablePointer<Float>) {
    row.update(from: input(sample), count: picture.count)
  }
}
