import Kernels
import Testing

@Suite struct ImageLoopTests {
  private func enlarged(_ input: [Float], _ height: Int, _ width: Int, to outHeight: Int, _ outWidth: Int) -> [Float] {
    var output = [Float](repeating: -1, count: outHeight * outWidth)
    Enlarge(height: height, width: width, outHeight: outHeight, outWidth: outWidth).run(input, to: &output)
    return output
  }

  /// By hand: rows are taken at 0, 0.25, 0.75 and 1, columns at 0, 0.4, 1, 1.6 and 2.
  @Test func enlargesByHand() {
    let expected: [Float] = [
      0, 0.4, 1, 1.6, 2,
      0.75, 1.15, 1.75, 2.8, 3.5,
      2.25, 2.65, 3.25, 5.2, 6.5,
      3, 3.4, 4, 6.4, 8,
    ]
    let output = enlarged([0, 1, 2, 3, 4, 8], 2, 3, to: 4, 5)
    for (a, b) in zip(output, expected) { #expect(abs(a - b) < 1e-5) }
  }

  @Test func theSameSizeChangesNothing() {
    let input = (0..<35).map { Float($0 * $0) }
    #expect(enlarged(input, 5, 7, to: 5, 7) == input)
  }

  @Test func aConstantStaysOne() {
    for (height, width) in [(1, 1), (11, 11), (3, 5)] {
      let output = enlarged([Float](repeating: 2, count: height * width), height, width, to: 28, 28)
      #expect(output.allSatisfy { abs($0 - 2) < 1e-6 })
    }
  }

  /// Two channels of 2 x 2 with weights 1 and -0.5, worked out by hand.
  @Test func gradCAMByHand() {
    let gradient: [Float] = [4, 0, 0, 0, -1, -1, 0, 0]
    let activations: [Float] = [1, 2, 3, 4, 0, 8, 2, 10]
    var map = [Float](repeating: -1, count: 4)
    ClassActivation.map(gradient: gradient, activations: activations, channels: 2, area: 4, to: &map)
    #expect(map == [1, 0, 2, 0])
  }

  /// Whole stretches, whole vectors and single floats.
  @Test(arguments: [1, 7, 8, 48, 57, 121]) func weightedSumsAreSumsInOrder(_ count: Int) {
    let weights: [Float] = [0.3, -1.7, 0.01, 5]
    let arrays = (0..<4 * count).map { Float(($0 * 37) % 101) / 13 - 3 }
    var sums = [Float](repeating: -1, count: count)
    weights.withUnsafeBufferPointer {
      Accumulate.weighted(arrays, weights: $0, times: 0.25, count: count, to: &sums)
    }
    var expected = [Float](repeating: 0, count: count)
    for (k, weight) in weights.enumerated() {
      for i in 0..<count { expected[i].addProduct(arrays[k * count + i], weight * 0.25) }
    }
    #expect(sums == expected)
  }

  @Test func aNaNStaysOne() {
    var map: [Float] = [0]
    ClassActivation.map(gradient: [.nan], activations: [1], channels: 1, area: 1, to: &map)
    #expect(map[0].isNaN)
  }

  @Test func theLargestChannelKeepsItsSign() {
    var output = [Float](repeating: 9, count: 3)
    Channels.largest([1, -2, 3, -4, 2, -3, 0, 0, 0], channels: 3, area: 3, to: &output)
    #expect(output == [-4, -2, 3])
    Channels.largest([1, -2, 3], channels: 1, area: 3, to: &output)
    #expect(output == [1, -2, 3])
  }
}
