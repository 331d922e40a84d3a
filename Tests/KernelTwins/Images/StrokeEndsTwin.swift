/// The slow twin of `StrokeEnds`.
package enum StrokeEndsTwin {
  /// The paper's two steps, word by word: P2 is north of P1, P3 north-east, and so on around.
  package static func count(_ drawing: [[Bool]]) -> Int {
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
}
