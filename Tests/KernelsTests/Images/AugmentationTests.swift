import KernelTwins
import Kernels
import Testing

@Suite struct AugmentationTests {
  /// Coordinates have single precision; a neighbour's difference of up to 2 turns their error into the picture's.
  private let tolerance: Float = 1e-4

  private static let strong = Augmentation(
    shift: 3, rotate: 25, scale: 0.2, elastic: Augmentation.Elastic(alpha: 34, sigma: 4))
  static let sizes = [(1, 1), (1, 7), (9, 1), (2, 2), (5, 3), (8, 8), (13, 17), (28, 28), (31, 29)]

  private func applied(
    _ augmentation: Augmentation, _ input: [Float], count: Int, channels: Int = 1, _ height: Int, _ width: Int, seed: UInt64 = 1,
    step: Int = 0, on parallel: Parallel = .serial
  ) throws -> [Float] {
    let output = Floats(input.count)
    try augmentation.apply(
      input, to: output.pointer, count: count, channels: channels, height: height, width: width, seed: seed, step: step,
      on: parallel)
    return output.array
  }

  @Test(arguments: sizes) func offChangesNoBit(_ height: Int, _ width: Int) throws {
    var input = randoms(3 * 2 * height * width, seed: 7)
    input[0] = -0.0
    input[1] = .nan
    let output = try applied(Augmentation(), input, count: 3, channels: 2, height, width)
    #expect(output.map(\.bitPattern) == input.map(\.bitPattern))
  }

  @Test(arguments: sizes) func agreesWithTheTwin(_ height: Int, _ width: Int) throws {
    let elasticOnly = Augmentation(elastic: Augmentation.Elastic(alpha: 8, sigma: 1.3))
    let wide = Augmentation(shift: 100, rotate: 180, scale: 0.9, elastic: Augmentation.Elastic(alpha: 500, sigma: 30))
    for augmentation in [
      Self.strong, elasticOnly, wide, Augmentation(shift: 2), Augmentation(rotate: 180), Augmentation(scale: 0.5),
    ] {
      let count = 2, area = height * width
      let input = randoms(count * area, seed: 3)
      let output = try applied(augmentation, input, count: count, height, width, seed: 5, step: 11)
      let twin = AugmentationTwin(augmentation: augmentation, height: height, width: width)
      for position in 0..<count {
        let part = position * area..<(position + 1) * area
        let expected = twin.sample(doubles(Array(input[part])), seed: 5, step: 11, position: position)
        for (a, b) in zip(output[part], expected) { #expect(abs(a - Float(b)) < tolerance, "\(augmentation)") }
      }
    }
  }

  /// A disc in the middle of the picture keeps its sum nearly, and on average nearly exactly.
  @Test func elasticKeepsTheMass() throws {
    let side = 28, count = 200
    let disc = (0..<side * side).map { i -> Float in
      let x = Float(i % side) - 13.5, y = Float(i / side) - 13.5
      return x * x + y * y < 49 ? 1 : 0
    }
    let mass = disc.reduce(0, +)
    let augmentation = Augmentation(elastic: Augmentation.Elastic(alpha: 34, sigma: 4))
    let output = try applied(augmentation, (0..<count).flatMap { _ in disc }, count: count, side, side)
    let masses = (0..<count).map { output[$0 * side * side..<($0 + 1) * side * side].reduce(0, +) / mass }
    #expect(masses.allSatisfy { abs($0 - 1) < 0.6 }, "\(masses.min() ?? 0) to \(masses.max() ?? 0)")
    let mean = masses.reduce(0, +) / Float(count)
    #expect(abs(mean - 1) < 0.05, "\(mean)")
  }

  @Test func lanesDoNotChangeABit() throws {
    for (height, width) in [(28, 28), (5, 3)] {
      let input = randoms(37 * 2 * height * width, seed: 9)
      let one = try applied(Self.strong, input, count: 37, channels: 2, height, width)
      for lanes in [2, 3, 8] {
        #expect(try applied(Self.strong, input, count: 37, channels: 2, height, width, on: threads(lanes)) == one)
      }
    }
  }

  @Test func aSampleDependsOnItsPositionAlone() throws {
    let picture = randoms(28 * 28, seed: 6), other = randoms(28 * 28, seed: 8)
    let three = try applied(Self.strong, picture + picture + picture, count: 3, 28, 28)
    let mixed = try applied(Self.strong, other + picture, count: 2, 28, 28)
    let samples = (0..<3).map { Array(three[$0 * 784..<($0 + 1) * 784]) }
    #expect(samples[1] == Array(mixed[784...]))
    #expect(samples[0] != samples[1] && samples[1] != samples[2])
    #expect(try applied(Self.strong, picture, count: 1, 28, 28) == samples[0])
    #expect(try applied(Self.strong, picture, count: 1, 28, 28, step: 1) != samples[0])
    #expect(try applied(Self.strong, picture, count: 1, 28, 28, seed: 2) != samples[0])
  }

  @Test func channelsMoveTogether() throws {
    let input = randoms(13 * 17, seed: 1)
    let output = try applied(Self.strong, input + input, count: 1, channels: 2, 13, 17)
    #expect(output.prefix(13 * 17) == output.suffix(13 * 17))
  }

  @Test func inPlaceIsTheSame() throws {
    var values = randoms(4 * 3 * 11 * 9, seed: 5)
    let expected = try applied(Self.strong, values, count: 4, channels: 3, 11, 9)
    try values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      try Self.strong.apply(base, to: base, count: 4, channels: 3, height: 11, width: 9, seed: 1, step: 0)
    }
    #expect(values == expected)
  }

  @Test func drawsStayInTheirRangesAndFillThem() {
    let warps = (0..<1000).map { Self.strong.warp(Augmentation.random(seed: 1, step: $0 / 50, position: $0 % 50)) }
    for (values, bound) in [
      (warps.map(\.shiftX), 3), (warps.map(\.shiftY), 3), (warps.map(\.degrees), 25), (warps.map { $0.factor - 1 }, 0.2),
    ] {
      #expect(values.allSatisfy { abs($0) <= bound + 1e-9 })
      #expect((values.min() ?? 0) < -0.95 * bound && (values.max() ?? 0) > 0.95 * bound)
      #expect(abs(values.reduce(0, +) / 1000) < 0.08 * bound)
    }
  }

  @Test func refusesWhatMakesNoSense() {
    for augmentation in [
      Augmentation(shift: -1), Augmentation(shift: .nan), Augmentation(rotate: 181), Augmentation(scale: 1),
      Augmentation(elastic: Augmentation.Elastic(alpha: .infinity, sigma: 4)),
      Augmentation(elastic: Augmentation.Elastic(alpha: 1, sigma: 0)),
    ] {
      #expect(throws: NetworkError.self) { try augmentation.check() }
    }
  }

  @Test func nothingIsFine() throws {
    #expect(try applied(Self.strong, [], count: 0, 28, 28).isEmpty)
    #expect(try applied(Self.strong, [], count: 3, 0, 28).isEmpty)
  }
}
