/// One size and weight of the letters, with what a layout must know of them.
///
/// Heights are whole pixels and left edges start at whole pixels, so that stems are crisp at small sizes.
public struct Typeface: Hashable, Sendable {
  /// The size in pixels as in CSS: capitals are 0.72 of it.
  public let size: Float
  public let isBold: Bool

  /// A typeface of a size in pixels.
  /// - Parameter size: pixels; 6 at the least.
  public init(_ size: Float, bold: Bool = false) {
    self.size = max(size, 6)
    isBold = bold
  }
  public static let small = Typeface(13)
  public static let body = Typeface(15)
  public static let title = Typeface(22, bold: true)
  /// Above a part of a page.
  public static let heading = Typeface(14, bold: true)

  /// Pixels from the line that letters stand on to the top of capitals.
  public var capHeight: Int { Int((size * 0.72).rounded()) }
  var smallHeight: Int { Int((size * 0.53).rounded()) }
  /// Pixels below the line that letters stand on.
  public var descent: Int { max(2, Int((size * 0.21).rounded())) }
  /// Pixels above the line that letters stand on, accents included.
  public var ascent: Int { Int((size * 0.98).rounded(.up)) }
  /// Pixels from one line of text to the next.
  public var lineHeight: Int { Int((size * 1.42).rounded()) }

  /// Pixels across a stroke.
  var pen: Float { max(0.85, size * (isBold ? 0.138 : 0.094)) }
  /// Pixels between the ink of two letters.
  var gap: Int { max(1, Int((size * (isBold ? 0.12 : 0.14)).rounded())) }

  /// Pixels from the leftmost ink of a letter to its rightmost.
  func inkWidth(_ glyph: Glyph) -> Int {
    if glyph.strokes.isEmpty { return max(1, Int((glyph.width * size * unit).rounded()) - gap) }
    return max(1, Int((glyph.width * size * unit + pen).rounded()))
  }
  /// A unit of the glyphs at size 1.
  private var unit: Float { 0.72 / 14 * (isBold ? 1.03 : 1) }

  /// Pixels from the left of a text to the right of its last letter.
  public func width(of text: String) -> Int {
    text.isEmpty ? 0 : text.reduce(-gap) { $0 + inkWidth(GlyphTable.glyphs($1).base) + gap }
  }

  /// Where a place of a glyph comes to lie, from the left end of the line it stands on; y grows downwards.
  func placed(_ at: Point, in glyph: Glyph) -> Point {
    let half = pen / 2
    let across = glyph.width > 0 ? at.x / glyph.width * (Float(inkWidth(glyph)) - pen) : at.x * size * unit
    // The heights that the eye compares lie on whole pixels; between them all is in proportion.
    let heights: [(Float, Float)] = [
      (-4, half - Float(descent)), (0, half), (10, Float(smallHeight) - half), (14, Float(capHeight) - half),
    ]
    let upper = heights.dropFirst().first { at.y <= $0.0 } ?? heights[3]
    let lower = heights.last { $0.0 < upper.0 } ?? heights[0]
    let up = lower.1 + (at.y - lower.0) / (upper.0 - lower.0) * (upper.1 - lower.1)
    return Point(half + across, -up)
  }

  /// The text, or as much of its start as is at most `limit` pixels wide, and an ellipsis; empty when not even that fits.
  public func fitted(_ text: String, _ limit: Int) -> String {
    let text = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    if width(of: text) <= limit { return text }
    var (width, kept) = (width(of: "…"), "")
    guard width <= limit else { return "" }
    for letter in text {
      width += inkWidth(GlyphTable.glyphs(letter).base) + gap
      guard width <= limit else { break }
      kept.append(letter)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// Lines of at most `limit` pixels, broken at spaces, within words that are wider, and at line breaks.
  public func wrapped(_ text: String, _ limit: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      var lines: [String] = []
      var line = ""
      for word in paragraph.split(separator: " ") {
        let longer = line.isEmpty ? String(word) : line + " " + word
        if width(of: longer) <= limit {
          line = longer
          continue
        }
        if !line.isEmpty { lines.append(line) }
        line = ""
        for letter in word {
          if !line.isEmpty, width(of: line + String(letter)) > limit {
            lines.append(line)
            line = ""
          }
          line.append(letter)
        }
      }
      return lines + [line]
    }
  }
}
