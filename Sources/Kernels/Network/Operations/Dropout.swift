/// Inverted dropout (Srivastava et al. 2014), part of training programs only.
///
/// Whether a value is kept is a pure function of (seed, step, layer, position of the sample in the batch, place of the
/// value): a resumed training drops the same values and has no random state to save. 16 random bits a value.
package final class Dropout: Operation {
  let input: EngineTensor
  let output: EngineTensor
  private let number: Int
  private let threshold: Int32
  private let scale: Float
  /// The random bits of each sample, for the way back.
  private var bits: Buffer<UInt64>?

  init(rate: Float, number: Int, _ input: EngineTensor, _ output: EngineTensor) {
    self.number = number
    threshold = Int32((Double(rate) * 65536).rounded())
    scale = 1 / (1 - rate)
    self.input = input
    self.output = output
  }

  /// Words of random bits that a sample takes, 16 bits a value.
  private var wordsOfSample: Int { input.layout.count / 4 }

  func reserve(lanes: Int, run: Run) {
    grow(&bits, to: run.samples * wordsOfSample)
  }

  func forward(_ run: Run) -> [Step] {
    let random = Self.random(seed: run.seed, step: run.step, layer: number)
    return [
      .rows { [self] row in
        let first = row.sample * wordsOfSample
        for i in first..<first + wordsOfSample { bits!.pointer[i] = random.bits(UInt64(truncatingIfNeeded: i)) }
        apply(row, from: input.values(row), to: output.values(row))
      }
    ]
  }

  func backward(_ run: Run, toInput: Bool) -> [Step] {
    guard toInput else { return [] }
    return [.rows { [self] row in apply(row, from: output.gradients(row), to: input.gradients(row)) }]
  }

  private func apply(_ row: Row, from x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>) {
    let bits = UnsafeRawPointer(bits!.pointer + row.sample * wordsOfSample)
    for i in stride(from: 0, to: input.layout.count, by: 8) {
      let number = words(bits.loadUnaligned(fromByteOffset: 2 * i, as: SIMD8<UInt16>.self))
      // All bits of a word are set where the number is below the threshold.
      let dropped = (number &- threshold) &>> 31
      let scaled = unsafeBitCast(load8(x + i) * scale, to: SIMD8<Int32>.self)
      store8(unsafeBitCast(scaled & ~dropped, to: SIMD8<Float>.self), y + i)
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
