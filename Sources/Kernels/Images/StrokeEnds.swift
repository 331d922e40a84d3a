/// Ends of the strokes of a drawing: a plain 7 has two, a crossed one four, a 0 none.
public enum StrokeEnds {
  /// Thins the ink to lines one pixel wide and counts the pixels with one neighbor.
  ///
  /// Zhang and Suen, "A fast parallel algorithm for thinning digital patterns" (1984). A pixel is ink where its largest channel is
  /// at least `threshold`; neighbors are those through sides and corners.
  /// - Parameter image: `[channels, height, width]`
  /// - Complexity: O(channels * height * width + ink * thickness of the strokes).
  public static func count(
    _ image: UnsafePointer<Float>, channels: Int, height: Int, width: Int, threshold: Float
  ) -> Int {
    // A frame of paper, so that each pixel has its eight neighbors.
    let step = width + 2
    var isInk = [UInt8](repeating: 0, count: (height + 2) * step)
    for c in 0..<channels {
      for y in 0..<height {
        for x in 0..<width where image[(c * height + y) * width + x] >= threshold { isInk[(y + 1) * step + x + 1] = 1 }
      }
    }
    var ink = isInk.indices.filter { isInk[$0] == 1 }
    /// A bit for each neighbor that is ink: north, north-east, and so on around.
    func neighbors(_ i: Int) -> UInt8 {
      isInk[i - step] | isInk[i - step + 1] << 1 | isInk[i + 1] << 2 | isInk[i + step + 1] << 3
        | isInk[i + step] << 4 | isInk[i + step - 1] << 5 | isInk[i - 1] << 6 | isInk[i - step - 1] << 7
    }
    var isThin = false
    while !isThin {
      isThin = true
      for corner in [southEast, northWest] {
        // All are chosen before the first one goes.
        let gone = ink.filter { isLoose(neighbors($0), corner) }
        guard !gone.isEmpty else { continue }
        for i in gone { isInk[i] = 0 }
        ink.removeAll { isInk[$0] == 0 }
        isThin = false
      }
    }
    return ink.count { neighbors($0).nonzeroBitCount == 1 }
  }

  /// Three sides each of which at least one must be paper: the two steps of the paper take away from opposite corners.
  private static let southEast: (UInt8, UInt8) = (north | east | south, east | south | west)
  private static let northWest: (UInt8, UInt8) = (north | east | west, north | south | west)
  private static let (north, east, south, west): (UInt8, UInt8, UInt8, UInt8) = (1, 4, 16, 64)

  /// Whether a pixel is on the outline, holds nothing together and is no end.
  private static func isLoose(_ neighbors: UInt8, _ corner: (UInt8, UInt8)) -> Bool {
    let next = neighbors >> 1 | neighbors << 7
    let pieces = (~neighbors & next).nonzeroBitCount
    return pieces == 1 && (2...6).contains(neighbors.nonzeroBitCount) && neighbors & corner.0 != corner.0
      && neighbors & corner.1 != corner.1
  }
}
