/// The mean of each window.
final class AveragePool: Operation {
  let input: EngineTensor
  let output: EngineTensor
  private let size: Int
  private let stride: Int

  init(size: Int, stride: Int, _ input: EngineTensor, _ output: EngineTensor) {
    self.size = size
    self.stride = stride
    self.input = input
    self.output = output
  }

  private var shape: Shape { input.layout.shape }
  private var outShape: Shape { output.layout.shape }
  private var channels: Int { input.layout.stride }
  private var share: Float { 1 / Float(size * size) }

  func forward(_ run: Run) -> [Step] {
    [
      .rows { [self] row in
        let values = input.values(row), to = output.values(row)
        forEachWindow { corner, at in
          var c = 0
          while c < channels {
            var sum = SIMD8<Float>.zero
            for dy in 0..<size {
              for dx in 0..<size { sum += load8(values + corner + (dy * shape.width + dx) * channels + c) }
            }
            store8(sum * share, to + at + c)
            c += 8
          }
        }
      }
    ]
  }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    guard toInput else { return [] }
    return [
      .rows { [self] row in
        let g = output.gradients(row), d = input.gradients(row)
        d.update(repeating: 0, count: input.gradientCount)
        forEachWindow { corner, at in
          var c = 0
          while c < channels {
            let v = load8(g + at + c) * share
            for dy in 0..<size {
              for dx in 0..<size {
                let p = d + corner + (dy * shape.width + dx) * channels + c
                store8(load8(p) + v, p)
              }
            }
            c += 8
          }
        }
      }
    ]
  }

  /// The first float of each window in the input, and of its pixel in the output.
  @inline(__always)
  private func forEachWindow(_ body: (_ corner: Int, _ at: Int) -> Void) {
    for y in 0..<outShape.height {
      for x in 0..<outShape.width {
        body((y * stride * shape.width + x * stride) * channels, (y * outShape.width + x) * channels)
      }
    }
  }
}
