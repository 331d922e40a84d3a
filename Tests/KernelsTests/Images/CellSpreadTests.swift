import Kernels
import Testing

@Suite struct CellSpreadTests {
  /// Two cells see three pixels each, the second from the third on: 1 2 1 and 1 2 1, which meet at the third pixel.
  @Test func spreadsByHand() {
    let axis = CellSpread.Axis(step: 2, first: 1, weights: [1, 2, 1])
    let one = CellSpread.Axis(step: 1, first: 0, weights: [1])
    var output = [Float](repeating: -1, count: 7)
    CellSpread(height: 1, width: 2, outHeight: 1, outWidth: 7, down: one, across: axis).run([4, 8], to: &output)
    #expect(output == [0, 2, 4, 6, 8, 4, 0])
    CellSpread(height: 2, width: 1, outHeight: 7, outWidth: 1, down: axis, across: one).run([4, 8], to: &output)
    #expect(output == [0, 2, 4, 6, 8, 4, 0])
  }

  /// Against the definition: each cell adds its value times the weights of its pixels, which are the shares of all cells that could see
  /// the pixel in an endless map.
  @Test(arguments: [(2, 0, 8), (1, 1, 3), (3, -2, 5), (4, 3, 10), (5, 2, 3)])
  func agreesWithTheDefinition(_ step: Int, _ first: Int, _ size: Int) {
    let random = CounterRandom(7)
    let weights = (0..<size).map { 0.1 + random.uniform(UInt64($0)) }
    let axis = CellSpread.Axis(step: step, first: first, weights: weights)
    let (height, width, outHeight, outWidth) = (5, 4, 19, 23)
    let input = (0..<height * width).map { random.uniform(UInt64(100 + $0)) - 0.5 }
    var output = [Float](repeating: -1, count: outHeight * outWidth)
    CellSpread(height: height, width: width, outHeight: outHeight, outWidth: outWidth, down: axis, across: axis).run(
      input, to: &output)
    func share(_ pixel: Int, _ cell: Int) -> Double {
      func seen(_ cell: Int) -> Double {
        let k = pixel - first - cell * step
        return weights.indices.contains(k) ? Double(weights[k]) : 0
      }
      let all = (-50...50).reduce(0) { $0 + seen($1) }
      return all > 0 ? seen(cell) / all : 0
    }
    for y in 0..<outHeight {
      for x in 0..<outWidth {
        var sum = 0.0
        for i in 0..<height {
          for j in 0..<width { sum += share(y, i) * share(x, j) * Double(input[i * width + j]) }
        }
        #expect(abs(Double(output[y * outWidth + x]) - sum) < 1e-6)
      }
    }
  }
}
