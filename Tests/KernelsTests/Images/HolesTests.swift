import KernelTwins
import Kernels
import Testing

@Suite struct HolesTests {
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
        Holes.count(values, channels: 2, height: size.h, width: size.w, threshold: 0.25, least: least)
          == HolesTwin.count(ink, least: least))
    }
  }
}
