import Kernels
import PluginKit

/// Which pixels the cells of a layer see, and how strongly: the effective receptive field of Luo et al. 2016, "Understanding the
/// Effective Receptive Field in Deep Convolutional Neural Networks", measured as the mean magnitude of gradients at random pictures,
/// so that any model with gradients has one.
///
/// Stretching a layer to the picture's size, as the papers do, is right where it was padded, so that its cells look at all of the
/// picture alike; without padding they look at an inner part, and stretching moves what they say outwards.
struct ReceptiveField {
  let down: CellSpread.Axis
  let across: CellSpread.Axis

  private static let pictures = 32

  /// nil where it cannot be told: the model has no gradients or none of the layer, there is but one cell a side, or cells look
  /// beyond the picture.
  init?(of port: Int, _ subject: Explanation) throws {
    let (_, height, width) = try subject.layer
    guard subject.model.offersGradients, height > 1, width > 1 else { return nil }
    // Two neighbors in the middle, one line and one column apart.
    let (i, j) = ((height - 2) / 2, (width - 2) / 2)
    let seen: [[Float]]
    do {
      seen = try Self.seen(from: [(i, j), (i + 1, j + 1)], port, subject)
    } catch let error as PluginError where error.code != .canceled {
      return nil  // a model need not answer such a question, and nobody has asked it
    }
    let picture = subject.picture
    let profiles = seen.map { seen in
      (
        down: (0..<picture.height).map { y in (0..<picture.width).reduce(0) { $0 + seen[y * picture.width + $1] } },
        across: (0..<picture.width).map { x in (0..<picture.height).reduce(0) { $0 + seen[$1 * picture.width + x] } }
      )
    }
    guard let down = Self.axis(profiles[0].down, profiles[1].down, cell: i, of: height),
      let across = Self.axis(profiles[0].across, profiles[1].across, cell: j, of: width)
    else { return nil }
    (self.down, self.across) = (down, across)
  }

  /// - Parameters:
  ///   - one, next: what a cell and the one behind it see of each line, or of each column.
  ///   - cell: the number of the first, of `count`.
  private static func axis(_ one: [Float], _ next: [Float], cell: Int, of count: Int) -> CellSpread.Axis? {
    guard let first = one.firstIndex(where: { $0 > 0 }), let last = one.lastIndex(where: { $0 > 0 }),
      let after = next.firstIndex(where: { $0 > 0 }), let end = next.lastIndex(where: { $0 > 0 }),
      after > first, end - last == after - first, first > 0, end < one.count - 1
    else { return nil }
    let step = after - first
    let (origin, beyond) = (first - cell * step, last + (count - 1 - cell) * step)
    guard origin >= 0, beyond < one.count else { return nil }
    return CellSpread.Axis(step: step, first: origin, weights: Array(one[first...last]))
  }

  /// How strongly each pixel moves each of the cells, all channels of it: `[cells][area]`.
  private static func seen(from cells: [(Int, Int)], _ port: Int, _ subject: Explanation) throws -> [[Float]] {
    let (channels, height, width) = try subject.layer
    let (size, pixels) = (channels * height * width, subject.picture.count)
    let random = CounterRandom(0x6669_656C)
    let seeds = cells.map { i, j in
      let seed = Buffer<Float>(size)
      // Signs at random: channels must not cancel each other.
      for c in 0..<channels {
        seed.pointer[(c * height + i) * width + j] = random.uniform(UInt64(pictures * pixels + c)) < 0.5 ? -1 : 1
      }
      return seed
    }
    // 4 MB of gradients at a time.
    let most = min(pictures, max(1, (1 << 20) / (cells.count * pixels)))
    let inputs = Buffer<Float>(most * pixels), gradients = Buffer<Float>(most * cells.count * pixels)
    let area = subject.picture.area
    var sums = [[Float]](repeating: [Float](repeating: 0, count: area), count: cells.count)
    for low in stride(from: 0, to: pictures, by: most) {
      try subject.call.progress(Double(low), of: Double(pictures))
      let n = min(most, pictures - low)
      for i in 0..<n * pixels { inputs.pointer[i] = 2 * random.uniform(UInt64(low * pixels + i)) - 1 }
      try withExtendedLifetime((inputs, gradients, seeds)) {
        try subject.model.gradient(
          TensorView(inputs.pointer, shape: [n] + subject.model.input.shape), labels: nil,
          targets: seeds.map { .seed(port: port, TensorView($0.pointer, shape: [1] + subject.model.ports[port].shape)) },
          into: [
            GradientRequest(
              port: 0, gradient: MutableTensorView(gradients.pointer, shape: [n, cells.count] + subject.model.input.shape))
          ])
      }
      for row in 0..<n * cells.count {
        let gradient = gradients.pointer + row * pixels
        for i in 0..<pixels { sums[row % cells.count][i % area] += abs(gradient[i]) }
      }
    }
    return sums
  }
}
