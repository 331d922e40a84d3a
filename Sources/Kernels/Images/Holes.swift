/// Holes of a drawing: pieces of paper that ink encloses.
public enum Holes {
  /// Counts the connected components of the background that do not reach the border and have at least `least` pixels.
  ///
  /// A pixel is ink where its largest channel is at least `threshold`. Paper is connected through sides alone (4 neighbors), so ink
  /// through corners too (8 neighbors): a diagonal stroke keeps its sides apart.
  /// - Parameter image: `[channels, height, width]`
  /// - Complexity: O(channels * height * width).
  public static func count(
    _ image: UnsafePointer<Float>, channels: Int, height: Int, width: Int, threshold: Float, least: Int
  ) -> Int {
    let size = height * width
    var isPaper = [Bool](repeating: true, count: size)
    for c in 0..<channels { for i in 0..<size where image[c * size + i] >= threshold { isPaper[i] = false } }
    // Each pixel, and behind them all that lies outside of the picture.
    var sets = DisjointSets(count: size + 1)
    for y in 0..<height {
      for x in 0..<width where isPaper[y * width + x] {
        let i = y * width + x
        if x == 0 || y == 0 || x == width - 1 || y == height - 1 { sets.join(i, size) }
        if x > 0, isPaper[i - 1] { sets.join(i, i - 1) }
        if y > 0, isPaper[i - width] { sets.join(i, i - width) }
      }
    }
    let outside = sets.root(size)
    var areas = [Int](repeating: 0, count: size + 1)
    for i in 0..<size where isPaper[i] { areas[sets.root(i)] += 1 }
    return areas.indices.count { $0 != outside && areas[$0] >= least }
  }
}
