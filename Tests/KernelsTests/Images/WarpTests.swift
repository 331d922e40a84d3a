import Glibc
import KernelTwins
import Kernels
import Testing

/// The two parts of an augmentation by themselves: the warp of a picture, and the field of an elastic distortion.
@Suite struct WarpTests {
  private func warped(_ warp: Warp, _ input: [Float], _ height: Int, _ width: Int) -> [Float] {
    let output = Floats(input.count)
    let sampler = WarpSampler(height: height, width: width)
    sampler.aim(warp)
    sampler.sample(input, to: output.pointer)
    return output.array
  }

  @Test func wholeShiftsMovePixelsExactly() {
    for (height, width) in AugmentationTests.sizes {
      let input = randoms(height * width, seed: 2)
      for (right, down) in [(0, 0), (3, -2), (-1, 0), (0, 4), (1000, 1), (-29, -31)] {
        let output = warped(Warp(shiftX: Double(right), shiftY: Double(down)), input, height, width)
        for row in 0..<height {
          for column in 0..<width {
            let from = (row: row - down, column: column - right)
            let isInside = from.row >= 0 && from.row < height && from.column >= 0 && from.column < width
            #expect(output[row * width + column] == (isInside ? input[from.row * width + from.column] : 0))
          }
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3, 8, 27, 28]) func quarterTurnsPermuteASquare(_ side: Int) {
    let input = randoms(side * side, seed: 4)
    for quarters in -2...4 {
      let output = warped(Warp(degrees: Double(90 * quarters)), input, side, side)
      var expected = input
      for _ in 0..<(quarters + 4) % 4 {
        // Clockwise: what was the left column, from below, is the top row.
        expected = (0..<side * side).map { expected[(side - 1 - $0 % side) * side + $0 / side] }
      }
      for (a, b) in zip(output, expected) { #expect(abs(a - b) < 1e-5) }
    }
  }

  @Test func turnsAgreeWithTheCLibrary() {
    for tenth in -3600...3600 {
      let (cosine, sine) = Warp.turn(Double(tenth) / 10)
      let angle = Double(tenth) / 10 * .pi / 180
      #expect(abs(cosine - cos(angle)) < 1e-14 && abs(sine - sin(angle)) < 1e-14)
    }
    #expect(Warp.turn(90) == (0, 1))
  }

  @Test func displacementsAreAsStrongAsDocumented() {
    let elastic = Augmentation.Elastic(alpha: 34, sigma: 4)
    let field = ElasticField(ElasticSmoothing(elastic, height: 101, width: 101))
    var squares = 0.0
    for seed in 0..<20 as Range<UInt64> {
      field.draw(CounterRandom(seed))
      // Away from the border, where noise is missing.
      for row in 20..<81 {
        for column in 20..<81 { squares += Double(field.x(row)[column] * field.x(row)[column]) }
      }
    }
    let deviation = (squares / Double(20 * 61 * 61)).squareRoot()
    #expect(abs(deviation / (0.16 * 34 / 4) - 1) < 0.1, "\(deviation)")
  }
}
