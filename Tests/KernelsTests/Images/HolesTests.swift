import Kernels
import Testing

@Suite struct HolesTests {
  /// Floods the background from the outside, then counts what is left, piece by piece.
  private func twin(_ ink: [[Bool]], least: Int) -> Int {
    let (h, w) = (ink.count, ink.first?.count ?? 0)
    var open = (0..<h + 2).map { y in (0..<w + 2).map { x in y == 0 || x == 0 || y > h || x > w || !ink[y - 1][x - 1] } }
    func flood(_ y: Int, _ x: Int) -> Int {
      var stack = [(y, x)], area = 0
      open[y][x] = false
      while let (y, x) = stack.popLast() {
        area += 1
        for (a, b) in [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
        where (0..<h + 2).contains(a) && (0..<w + 2).contains(b) && open[a][b] {
          open[a][b] = false
          stack.append((a, b))
        }
      }
      return area
    }
    _ = flood(0, 0)
    var holes = 0
    for y in 1..<max(1, h + 1) { for x in 1..<max(1, w + 1) where open[y][x] && flood(y, x) >= least { holes += 1 } }
    return holes
  }

  private func count(_ rows: [String], least: Int = 1) -> Int {
    let image = rows.joined().map { $0 == "#" ? Float(1) : 0 }
    return Holes.count(image, channels: 1, height: rows.count, width: rows[0].count, threshold: 0.25, least: least)
  }

  @Test func countsWhatInkEncloses() {
    #expect(count([".....", ".###.", ".#.#.", ".###.", "....."]) == 1)
    #expect(count([".#.", "#.#", ".#."]) == 1, "ink holds together through corners")
    #expect(count(["#.#", "#.#", "###"]) == 0, "open at the top")
    #expect(count(["#####", "#.#.#", "#####"]) == 2)
    #expect(count(["#####", "#.#.#", "#####"], least: 2) == 0, "specks do not count")
    #expect(count(["...", "..."]) == 0)
  }

  @Test(arguments: [(1, 1), (1, 9), (7, 5), (13, 17), (28, 28)], [1, 3])
  func equalsItsTwin(_ size: (h: Int, w: Int), _ least: Int) {
    for seed in 0..<20 {
      let values = randoms(2 * size.h * size.w, seed: UInt64(seed))
      let ink = (0..<size.h).map { y in
        (0..<size.w).map { x in max(values[y * size.w + x], values[(size.h + y) * size.w + x]) >= 0.25 }
      }
      #expect(
        Holes.count(values, channels: 2, height: size.h, width: size.w, threshold: 0.25, least: least) == twin(ink, least: least))
    }
  }
}
