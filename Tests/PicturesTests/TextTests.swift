@testable import Pictures
import Testing

@Suite struct TextTests {
  static let printable = String((32...126).map { Character(UnicodeScalar($0)) })
  let faces = [Typeface(6), Typeface(11), .small, .body, .title, Typeface(37, bold: true)]

  private func drawn(_ text: String, _ face: Typeface) -> RGBImage {
    var image = RGBImage(width: max(1, face.width(of: text)) + 20, height: 3 * face.lineHeight)
    image.draw(text, face, x: 10, baseline: 2 * face.lineHeight, color: .white)
    return image
  }
  private func ink(_ image: RGBImage) -> Area? {
    var area: Area?
    for y in 0..<image.height {
      for x in 0..<image.width where image[x, y] != .black {
        let old = area ?? Area(x: x, y: y, width: 1, height: 1)
        area = Area(left: min(old.left, x), top: min(old.top, y), right: max(old.right, x + 1), bottom: max(old.bottom, y + 1))
      }
    }
    return area
  }

  @Test func everyPrintableLetterDiffers() {
    for face in [Typeface(11), .body] {
      let images = Set(
        Self.printable.dropFirst().map { letter in
          var image = RGBImage(width: 24, height: 30)
          image.draw(String(letter), face, x: 4, baseline: 20)
          return image
        })
      #expect(images.count == 94)
    }
  }

  @Test func inkStaysInTheBoxThatLayoutsReckonWith() throws {
    for face in faces {
      for letter in Self.printable.dropFirst() + "ÄÅñčß≤…" {
        let area = try #require(ink(drawn(String(letter), face)), "\(letter)")
        let line = 2 * face.lineHeight
        #expect(area.left >= 9 && area.right <= 11 + face.width(of: String(letter)), "\(letter) at \(face.size)")
        #expect(area.top >= line - face.lineHeight && area.bottom <= line + face.lineHeight, "\(letter) at \(face.size)")
      }
    }
  }

  @Test func capitalsAndSmallLettersStandOnWholePixels() throws {
    for face in faces {
      let capital = try #require(ink(drawn("H", face)))
      #expect(capital.height == face.capHeight && capital.bottom == 2 * face.lineHeight)
      #expect(drawn("H", face)[10, 2 * face.lineHeight - face.capHeight / 2].red > 180, "the left stem is crisp")
      #expect(try #require(ink(drawn("x", face))).height == face.smallHeight)
    }
  }

  @Test func lettersOfAWordDoNotTouch() {
    let image = drawn("HHH", .small)
    let line = 2 * Typeface.small.lineHeight - 1
    let columns = (0..<image.width).map { image[$0, line] != .black }
    let starts = zip(columns, columns.dropFirst()).count { !$0 && $1 }
    #expect(starts == 6, "three letters of two stems")
  }

  @Test func digitsAreEquallyWide() {
    for face in faces { #expect(Set((0...9).map { face.width(of: "\($0)") }).count == 1) }
  }

  @Test func whatIsNotThereIsABoxAndAccentsAreNot() {
    let box = drawn("\u{65E5}", .body)
    #expect(drawn("\u{1F600}", .body) == box)
    for letter in ["é", "e\u{301}", "ü", "Å", "ß", "·"] { #expect(drawn(letter, .body) != box) }
    #expect(drawn("é", .body) == drawn("e\u{301}", .body))
    #expect(drawn("é", .body) != drawn("e", .body))
  }

  @Test func fittedTextsFit() {
    let text = "a rather long caption, with iiillll and WWWW"
    for face in faces {
      for limit in 0..<200 {
        let fitted = face.fitted(text, limit)
        #expect(face.width(of: fitted) <= limit)
        #expect(fitted == text || fitted.isEmpty || fitted.hasSuffix("…"))
      }
      #expect(face.fitted(text, 10_000) == text)
    }
  }

  @Test func wrappedTextsFitAndLoseNothing() {
    let text = "the quick brown fox, averyveryverylongwordthatmustbebroken\n\nand a second paragraph"
    for limit in [40, 80, 300] {
      let lines = Typeface.body.wrapped(text, limit)
      #expect(lines.allSatisfy { Typeface.body.width(of: $0) <= limit })
      #expect(lines.joined().filter { $0 != " " } == text.filter { !$0.isWhitespace })
    }
    #expect(Typeface.body.wrapped("a\n\nb", 100) == ["a", "", "b"])
  }

  @Test func whatLiesOutsideIsLeftOut() {
    var image = RGBImage(width: 4, height: 4)
    image.draw("WWW", .title, x: -12, baseline: 6)
    #expect((0..<4).contains { x in (0..<4).contains { image[x, $0] != .black } })
    let before = image
    for (x, baseline) in [(99, 3), (-500, 3), (0, 999), (0, -999), (1 << 40, 0)] {
      image.draw("W", .body, x: x, baseline: baseline)
    }
    #expect(image == before)
  }

  @Test func brokenGlyphsAreRefused() {
    for text in ["", "3", "x;0,0", "3;0", "3;~0,0 1,1", "3;0,0 ~1,1", "3;a,b"] { #expect(Glyph(parsing: text) == nil, "\(text)") }
    #expect(Glyph(parsing: "3;0,0 ~1,1 2,2|1,1")?.strokes.count == 2)
  }
}
