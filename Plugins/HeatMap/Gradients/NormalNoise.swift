import Glibc
import Kernels

/// Values of a standard normal distribution as a function of the seed (Box and Muller 1958).
struct NormalNoise {
  let values: Buffer<Float>

  init(seed: UInt64, count: Int) {
    let random = CounterRandom(seed, 0x6E6F_6973)
    values = Buffer(count)
    for pair in 0..<(count + 1) / 2 {
      // 1 - u is in (0, 1], where the logarithm is finite.
      let radius = (-2 * logarithm(1 - Double(random.uniform(UInt64(2 * pair))))).squareRoot()
      let angle = 2 * Double.pi * Double(random.uniform(UInt64(2 * pair + 1)))
      values.pointer[2 * pair] = Float(radius * cos(angle))
      if 2 * pair + 1 < count { values.pointer[2 * pair + 1] = Float(radius * sin(angle)) }
    }
  }
}
