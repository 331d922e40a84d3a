/// The largest value of each window; of equal ones the first in reading order, and a NaN wins, as in PyTorch.
final class MaxPool: Operation {
  let input: EngineTensor
  let output: EngineTensor
  private let size: Int
  private let stride: Int
  /// Where in its window (dy * size + dx) each kept value was found, a sample each.
  private var winners: Buffer<UInt16>?

  init(size: Int, stride: Int, _ input: EngineTensor, _ output: EngineTensor) {
    self.size = size
    self.stride = stride
    self.input = input
    self.output = output
  }

  private var shape: Shape { input.layout.shape }
  private var outShape: Shape { output.layout.shape }
  private var channels: Int { input.layout.stride }

  func reserve(lanes: Int, run: Run) {
    if run.keepsForBackward { grow(&winners, to: run.samples * output.layout.count) }
  }

  func forward(_ run: Run) -> [Step] {
    [
      .rows { [self] row in
        let found = run.keepsForBackward ? winners!.pointer + row.sample * output.layout.count : nil
        for y in 0..<outShape.height {
          for x in 0..<outShape.width {
            let window = input.values(row) + (y * stride * shape.width + x * stride) * channels
            let at = (y * outShape.width + x) * channels
            pool(window, output.values(row) + at, found.map { $0 + at })
          }
        }
      }
    ]
  }

  @inline(__always)
  private func pool(
    _ window: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ found: UnsafeMutablePointer<UInt16>?
  ) {
    var c = 0
    while c < channels {
      var best = load8(window + c)
      var place = SIMD8<Int32>.zero
      for dy in 0..<size {
        for dx in 0..<size {
          let v = load8(window + (dy * shape.width + dx) * channels + c)
          let wins = (v .> best) .| (v .!= v)
          best.replace(with: v, where: wins)
          place.replace(with: SIMD8(repeating: Int32(truncatingIfNeeded: dy * size + dx)), where: wins)
        }
      }
      store8(best, to + c)
      if let found {
        UnsafeMutableRawPointer(found + c).storeBytes(
          of: SIMD8<UInt16>(truncatingIfNeeded: place), as: SIMD8<UInt16>.self)
      }
      c += 8
    }
  }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    guard toInput else { return [] }
    return [
      .rows { [self] row in
        let g = output.gradients(row), d = input.gradients(row)
        let found = winners!.pointer + row.sample * output.layout.count
        d.update(repeating: 0, count: input.gradientCount)
        // Where a place in a window lies from its corner; a division for each value would take most of the time.
        let steps = (0..<size * size).map { ($0 / size * shape.width + $0 % size) * channels }
        for y in 0..<outShape.height {
          for x in 0..<outShape.width {
            let at = (y * outShape.width + x) * channels
            let corner = d + (y * stride * shape.width + x * stride) * channels
            for c in 0..<shape.channels {
              corner[steps[Int(found[at + c])] + c] += g[at + c]
            }
          }
        }
      }
    ]
  }
}
