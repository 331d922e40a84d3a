import Kernels
import Testing

@Suite struct StrokeEndsTests {
  /// The paper's two steps, word by word: P2 is north of P1, P3 north-east, and so on around.
  private func twin(_ drawing: [[Bool]]) -> Int {
    var ink = drawing
    func p(_ y: Int, _ x: Int) -> Int { ink.indices.contains(y) && ink[y].indices.contains(x) && ink[y][x] ? 1 : 0 }
    func around(_ y: Int, _ x: Int) -> [Int] {
      [(-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1)].map { p(y + $0.0, x + $0.1) }
    }
    var changed = true
    while changed {
      changed = false
      for step in 1...2 {
        var gone: [(Int, Int)] = []
        for y in ink.indices {
          for x in ink[y].indices where ink[y][x] {
            let n = around(y, x), b = n.reduce(0, +)
            let a = (0..<8).count { n[$0] == 0 && n[($0 + 1) % 8] == 1 }
            let (p2, p4, p6, p8) = (n[0], n[2], n[4], n[6])
            let isOutside = step == 1 ? p2 * p4 * p6 == 0 && p4 * p6 * p8 == 0 : p2 * p4 * p8 == 0 && p2 * p6 * p8 == 0
            if 2 <= b, b <= 6, a == 1, isOutside { gone.append((y, x)) }
          }
        }
        for (y, x) in gone { ink[y][x] = false }
        changed = changed || !gone.isEmpty
      }
    }
    return ink.indices.reduce(0) { sum, y in
      sum + ink[y].indices.count { x in ink[y][x] && around(y, x).reduce(0, +) == 1 }
    }
  }

  /// Each letter of the drawing three by three pixels large: a stroke to be thinned.
  private func count(_ rows: [String]) -> Int {
    let wide = rows.map { $0.flatMap { [Float](repeating: $0 == "#" ? 1 : 0, count: 3) } }
    let image = wide.flatMap { $0 + $0 + $0 }
    return StrokeEnds.count(image, channels: 1, height: 3 * rows.count, width: 3 * rows[0].count, threshold: 0.25)
  }

  @Test func countsTheEndsOfStrokes() {
    #expect(count(["#####", "....#", "....#", "....#", "....#"]) == 2, "a plain 7")
    #expect(
      count(["######.", "....#..", "....#..", "..#####", "....#..", "....#.."]) == 5, "crossed, and its top line reaches out")
    #expect(count(["#####.", "....#.", "....#.", "..####", "....#.", "....#."]) == 4, "crossed")
    #expect(count(["####", "#..#", "#..#", "####"]) == 0, "a ring")
    #expect(count(["####", "#..#", "####", "...#", "...#"]) == 1, "a 9")
    #expect(count(["...", "..."]) == 0)
  }

  @Test(arguments: [(1, 1), (1, 9), (7, 5), (13, 17), (28, 28)], [Float(0.0), 0.25, 0.6])
  func equalsItsTwin(_ size: (h: Int, w: Int), _ threshold: Float) {
    for seed in 0..<20 {
      let values = randoms(2 * size.h * size.w, seed: UInt64(seed))
      let ink = (0..<size.h).map { y in
        (0..<size.w).map { x in max(values[y * size.w + x], values[(size.h + y) * size.w + x]) >= threshold }
      }
      #expect(StrokeEnds.count(values, channels: 2, height: size.h, width: size.w, threshold: threshold) == twin(ink))
    }
  }
}
