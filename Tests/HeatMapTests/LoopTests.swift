import Kernels
import Testing

/// The loops over pictures beside plain ones in double precision, over sizes on and off the width of a vector.
@Suite struct LoopTests {
  private static let sizes = [1, 2, 7, 8, 9, 31, 64, 67]

  private func values(_ count: Int, _ seed: UInt64) -> [Float] {
    let random = CounterRandom(seed)
    return (0..<count).map { 2 * random.uniform(UInt64($0)) - 1 }
  }

  @Test(arguments: sizes) func sums(_ n: Int) {
    let (a, b, start) = (values(n, 1), values(n, 2), values(n, 3))
    var (sum, product) = (start, start)
    Accumulate.add(a, times: -1.5, count: n, to: &sum)
    Accumulate.addProduct(a, b, times: 0.5, count: n, to: &product)
    let (x, y, z) = (doubles(a), doubles(b), doubles(start))
    let sums: [Double] = (0..<n).map { i in z[i] - 1.5 * x[i] }
    let products: [Double] = (0..<n).map { i in z[i] + 0.5 * x[i] * y[i] }
    #expect(relativeError(doubles(sum), sums) < 1e-6)
    #expect(relativeError(doubles(product), products) < 1e-6)
  }

  @Test(arguments: sizes) func moments(_ n: Int) {
    let rows: [[Float]] = (0..<9).map { row in values(n, UInt64(10 + row)).map { 100 + $0 } }
    var (mean, squares) = ([Float](repeating: 0, count: n), [Float](repeating: 0, count: n))
    for (i, row) in rows.enumerated() { Accumulate.moments(row, number: i + 1, count: n, mean: &mean, squares: &squares) }
    var (means, spreads) = ([Double](repeating: 0, count: n), [Double](repeating: 0, count: n))
    for i in 0..<n {
      for row in rows { means[i] += Double(row[i]) / 9 }
      for row in rows {
        let difference = Double(row[i]) - means[i]
        spreads[i] += difference * difference
      }
    }
    #expect(relativeError(doubles(mean), means) < 1e-6)
    #expect(relativeError(doubles(squares), spreads) < 1e-4, "a mean of 100 must not eat the digits of a spread of 1")
  }

  @Test(arguments: sizes) func blends(_ n: Int) {
    let (a, b, c) = (values(n, 1), values(n, 2), values(n, 3))
    var (line, scaled, added) = (a, c, c)
    Blend.line(from: a, to: b, share: 0.25, count: n, output: &line)
    Blend.scaled(&scaled, from: a, to: b, count: n)
    Blend.addScaled(b, times: 2, from: a, to: b, count: n, sums: &added)
    let (x, y, z) = (doubles(a), doubles(b), doubles(c))
    let way: [Double] = (0..<n).map { i in y[i] - x[i] }
    let lines: [Double] = (0..<n).map { i in x[i] + 0.25 * way[i] }
    let products: [Double] = (0..<n).map { i in z[i] * way[i] }
    let sums: [Double] = (0..<n).map { i in z[i] + 2 * y[i] * way[i] }
    #expect(relativeError(doubles(line), lines) < 1e-6)
    #expect(relativeError(doubles(scaled), products) < 1e-6)
    #expect(relativeError(doubles(added), sums) < 1e-6)
  }

  @Test(arguments: sizes) func stretchesAndMasks(_ n: Int) {
    let (a, b, c) = (values(n, 1), values(n, 2), values(n, 3))
    var stretched = a
    Blend.stretch(&stretched, count: n)
    #expect(stretched.min() == 0 && (n == 1 || stretched.max()! > 0.999_999))
    let mask: [Float] = values(n, 4).map { $0 > 0 ? 1 : 0 }
    var masked = [Float](repeating: 9, count: 3 * n)
    Blend.masked(a + b + c, ground: c + a + b, mask: mask, channels: 3, area: n, output: &masked)
    for i in 0..<n {
      let (first, last) = mask[i] == 1 ? (a[i], c[i]) : (c[i], b[i])
      #expect(abs(masked[i] - first) < 1e-6 && abs(masked[2 * n + i] - last) < 1e-6)
    }
  }

  @Test(arguments: [(1, 1), (1, 9), (5, 3), (8, 16)], [Float(0.1), 0.8, 3]) func blur(_ size: (Int, Int), sigma: Float) {
    let (height, width) = size
    let picture = values(height * width, 5)
    let weights = GaussianBlur.weights(sigma: sigma)
    #expect(abs(weights[0] + 2 * weights.dropFirst().reduce(0, +) - 1) < 1e-5)
    var (blurred, scratch) = (picture, picture)
    GaussianBlur.apply(picture, height: height, width: width, weights: weights, to: &blurred, scratch: &scratch)
    // The definition in two dimensions at once.
    let radius = weights.count - 1
    var right = [Double](repeating: 0, count: height * width)
    for y in 0..<height {
      for x in 0..<width {
        for dy in -radius...radius {
          for dx in -radius...radius {
            let (v, u) = (min(height - 1, max(0, y + dy)), min(width - 1, max(0, x + dx)))
            let weight = Double(weights[abs(dy)]) * Double(weights[abs(dx)])
            right[y * width + x] += weight * Double(picture[v * width + u])
          }
        }
      }
    }
    #expect(relativeError(doubles(blurred), right) < 1e-5)
  }

  @Test(arguments: sizes) func channels(_ n: Int) {
    let planes = values(3 * n, 6)
    var sum = [Float](repeating: 9, count: n)
    Channels.sum(planes, channels: 3, area: n, to: &sum)
    let right: [Double] = (0..<n).map { i in Double(planes[i]) + Double(planes[n + i]) + Double(planes[2 * n + i]) }
    #expect(relativeError(doubles(sum), right) < 1e-6)
  }
}
