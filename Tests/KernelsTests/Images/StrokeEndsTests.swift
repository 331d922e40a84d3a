import KernelTwins
import Kernels
import Testing

@Suite struct StrokeEndsTests {
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
      #expect(
        StrokeEnds.count(values, channels: 2, height: size.h, width: size.w, threshold: threshold) == StrokeEndsTwin.count(ink))
    }
  }
}
