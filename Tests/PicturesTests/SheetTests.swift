import Pictures
import Testing

@Suite struct SheetTests {
  @Test func lettersAreDrawn() {
    var image = RGBImage(width: 20, height: 9)
    image.draw("T1", x: 1, y: 1)
    // The bar of the T, its stem, and the gap after it.
    #expect((1...5).allSatisfy { image[$0, 1] == .white })
    #expect((1...7).allSatisfy { image[3, $0] == .white })
    #expect((0...8).allSatisfy { image[6, $0] == .black })
    #expect(image[1, 3] == .black)
  }

  @Test func everyPrintableLetterDiffers() {
    let letters = (33...126).map { Character(UnicodeScalar($0)) }
    let drawn = Set(
      letters.map { letter in
        var image = RGBImage(width: 5, height: 7)
        image.draw(String(letter), x: 0, y: 0)
        return image
      })
    #expect(drawn.count == letters.count)
  }

  @Test func whatLiesOutsideIsLeftOut() {
    var image = RGBImage(width: 4, height: 4)
    image.draw("WWW", x: -3, y: -2, zoom: 3)
    image.draw(RGBImage(width: 3, height: 3, fill: .white), x: -2, y: -2)
    image.draw(RGBImage(width: 3, height: 3, fill: .white), x: 9, y: 1)
    image.draw(RGBImage(width: 3, height: 3, fill: .white), x: -9, y: -9)
    #expect(image[0, 0] == .white)
    image.draw("é", x: 0, y: 0)
  }

  @Test func sheetHoldsItsCells() {
    let red = RGBImage(width: 28, height: 28, fill: Color(255, 0, 0))
    let sheet = ContactSheet(cells: (0..<5).map { (red, "class \($0)") }, columns: 3).drawn()
    let reds = (0..<sheet.height).reduce(0) { sum, y in
      sum + (0..<sheet.width).count { sheet[$0, y] == Color(255, 0, 0) }
    }
    #expect(reds == 5 * 28 * 28)
    #expect(sheet[12, 12] == Color(255, 0, 0) && sheet[11, 11] != Color(255, 0, 0))
    #expect(sheet.width == 3 * (RGBImage.width(of: "class 0", zoom: 2) + 12) + 12, "no caption is cut")
    #expect(ContactSheet(cells: [], columns: 0).drawn().width > 0)
  }

  @Test func colorBarIsLabelled() {
    let sheet = ContactSheet(
      cells: [(RGBImage(width: 30, height: 30), "")], columns: 4, title: "t", colorBar: ColorBar(isSigned: true, scale: 0.5))
    let picture = sheet.drawn()
    let bar = picture.height - 12 - 30
    #expect(picture[12, bar] == ColorRamp.diverging.color(-1))
    #expect(picture[picture.width - 13, bar] == ColorRamp.diverging.color(1))
    #expect(ColorBar(isSigned: true, scale: 0.5).labels == ["-0.5", "0", "0.5"])
    #expect(ColorBar(isSigned: false, scale: 12345).labels == ["0", "6.17e+03", "1.23e+04"])
  }
}
