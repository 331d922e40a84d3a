/// The slow twin of `Holes`.
package enum HolesTwin {
  /// Floods the background from the outside, then counts what is left, piece by piece.
  package static func count(_ ink: [[Bool]], least: Int) -> Int {
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
}
