import Foundation

/// Which part of a text its x names.
public enum TextAnchor: Sendable { case left, center, right }

extension RGBImage {
  /// Writes one line of text, standing on `baseline`; what lies outside is left out. Letters that the typeface lacks are boxes.
  public mutating func draw(
    _ text: String, _ face: Typeface = .body, x: Int, baseline: Int, color: Color = Theme.ink, anchor: TextAnchor = .left
  ) {
    var left = x
    switch anchor {
    case .left: break
    case .center: left -= face.width(of: text) / 2
    case .right: left -= face.width(of: text)
    }
    for letter in text {
      let (base, marks) = GlyphTable.glyphs(letter)
      let origin = Point(Float(left), Float(baseline))
      for glyph in [base] + marks.map({ $0.above(base, letter) }) {
        pen(glyph.lines(steps: face.size > 40 ? 12 : 5) { face.placed($0, in: base) + origin }, face, color)
      }
      left += face.inkWidth(base) + face.gap
    }
  }

  /// Writes one line of text that rises by `degrees` and ends at `end`, the right end of the line it stands on.
  mutating func draw(_ text: String, _ face: Typeface, risingBy degrees: Float, end: Point, color: Color) {
    let angle = Double(degrees) * Double.pi / 180
    let (cosine, sine) = (Float(cos(angle)), Float(sin(angle)))
    var left = Float(-face.width(of: text))
    for letter in text {
      let (base, marks) = GlyphTable.glyphs(letter)
      for glyph in [base] + marks.map({ $0.above(base, letter) }) {
        let lines = glyph.lines(steps: 5) { place in
          let at = face.placed(place, in: base) + Point(left, 0)
          return end + Point(at.x * cosine + at.y * sine, at.y * cosine - at.x * sine)
        }
        pen(lines, face, color)
      }
      left += Float(face.inkWidth(base) + face.gap)
    }
  }

  private mutating func pen(_ lines: [[Point]], _ face: Typeface, _ color: Color) {
    guard !lines.isEmpty else { return }
    var coverage = Coverage(around: lines.flatMap(\.self), reach: face.pen, within: area)
    for line in lines {
      for (a, b) in zip(line, line.dropFirst()) { coverage.add(from: a, to: b, thickness: face.pen) }
    }
    paint(coverage, color)
  }
}

extension Glyph {
  /// This accent over the middle of a letter.
  fileprivate func above(_ base: Glyph, _ letter: Character) -> Glyph {
    var mark = self
    let height: Float = letter.isUppercase ? 15 : 11
    mark.strokes = strokes.map { stroke in
      stroke.map { Place(at: $0.at + Point(base.width / 2, height), isBend: $0.isBend) }
    }
    return mark
  }
}
