/// Inverted dropout (Srivastava et al. 2014), part of training programs only.
///
/// Whether a value is kept is a pure function of (seed, step, layer, position of the sample in the batch, place of the
/// value): a resumed training drops the same values and has no random state to save. 16 random bits a value.
package final class Dropout: Operation {
  let input: Tensor
  let output: Tensor
  private let number: Int
  private let threshold: UInt64
  private let scale: Float

  init(rate: Float, number: Int, _ input: Tensor, _ output: Tensor) {
    self.number = number
    threshold = UInt64((Double(rate) * 65536).rounded())
    scale = 1 / (1 - rate)
    self.input = input
    self.output = output
  }

  func forward(_ run: Run) -> [Step] {
    [.rows { [self] row in apply(run, row, from: input.values(row), to: output.values(row)) }]
  }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    guard toInput else { return [] }
    return [.rows { [self] row in apply(run, row, from: output.gradients(row), to: input.gradients(row)) }]
  }

  private func apply(_ run: Run, _ row: Row, from x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>) {
    guard run.isTraining else {
      y.update(from: x, count: input.layout.count)
      return
    }
    let count = input.layout.count
    let random = Self.random(seed: run.seed, step: run.step, layer: number)
    let first = UInt64(row.sample) &* UInt64(count / 4)
    let limit = SIMD8(repeating: UInt32(threshold)), scales = SIMD8(repeating: scale)
    for i in stride(from: 0, to: count, by: 8) {
      let low = random.bits(first &+ UInt64(i / 4)), high = random.bits(first &+ UInt64(i / 4 + 1))
      let bits = unsafeBitCast(SIMD2(low, high), to: SIMD8<UInt16>.self)
      let dropped = SIMD8<UInt32>(truncatingIfNeeded: bits) .< limit
      store8((load8(x + i) * scales).replacing(with: 0, where: dropped), y + i)
    }
  }

  private static func random(seed: UInt64, step: Int, layer: Int) -> CounterRandom {
    CounterRandom(seed, 0xD809, UInt64(layer), UInt64(bitPattern: Int64(step)))
  }

  /// The definition: whether the value at memory place `index` of `count` is kept. The slow twin of `apply`.
  package static func keeps(
    rate: Float, seed: UInt64, step: Int, layer: Int, sample: Int, index: Int, count: Int
  ) -> Bool {
    let word = random(seed: seed, step: step, layer: layer).bits(UInt64(sample * (count / 4) + index / 4))
    return Double((word >> UInt64(16 * (index % 4))) & 0xFFFF) >= (Double(rate) * 65536).rounded()
  }
}
