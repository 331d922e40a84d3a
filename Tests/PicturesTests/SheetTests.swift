@testable import Pictures
import Testing

@Suite struct SheetTests {
  @Test func whatLiesOutsideIsLeftOut() {
    var image = RGBImage(width: 4, height: 4)
    image.draw(RGBImage(width: 3, height: 3, fill: .white), x: -2, y: -2)
    image.draw(RGBImage(width: 3, height: 3, fill: .white), x: 9, y: 1)
    image.draw(RGBImage(width: 3, height: 3, fill: .white), x: -9, y: -9)
    #expect(image[0, 0] == .white)
    #expect(image[1, 1] == .black)
  }

  @Test func sheetHoldsItsCells() {
    let red = RGBImage(width: 28, height: 28, fill: Color(255, 0, 0))
    let sheet = ContactSheet(cells: (0..<5).map { (red, "class \($0)") }, columns: 3).drawn()
    let reds = (0..<sheet.height).reduce(0) { sum, y in
      sum + (0..<sheet.width).count { sheet[$0, y] == Color(255, 0, 0) }
    }
    #expect(reds == 5 * 28 * 28)
    let cell = Typeface.small.width(of: "class 0")
    #expect(sheet.width == 3 * (cell + 14) + 14, "no caption is cut")
    let left = 14 + (cell - 28) / 2
    #expect(sheet[left, 14] == Color(255, 0, 0) && sheet[left - 1, 14] != Color(255, 0, 0), "above the middle of its caption")
    #expect(ContactSheet(cells: [], columns: 0).drawn().width > 0)
  }

  @Test func colorBarIsLabelled() {
    let sheet = ContactSheet(
      cells: [(RGBImage(width: 30, height: 30), "")], columns: 4, title: "t", colorBar: ColorBar(isSigned: true, scale: 0.5))
    let picture = sheet.drawn()
    let column = (0..<picture.height).map { picture[14, $0] }
    #expect(column.contains(ColorRamp.diverging.color(-1)))
    #expect((0..<picture.height).contains { picture[picture.width - 15, $0] == ColorRamp.diverging.color(1) })
    #expect(ColorBar(isSigned: true, scale: 0.5).labels == ["−0.5", "0", "0.5"])
    #expect(ColorBar(isSigned: false, scale: 12345).labels == ["0", "6.17e3", "12,345"])
  }

  @Test func markedCellsAreFramed() {
    let cells = (0..<2).map { (picture: RGBImage(width: 20, height: 20), caption: "\($0)") }
    let plain = ContactSheet(cells: cells, columns: 2).drawn()
    let marked = ContactSheet(cells: cells, columns: 2, marked: [1]).drawn()
    let changed = (0..<plain.height).flatMap { y in (0..<plain.width).filter { plain[$0, y] != marked[$0, y] } }
    #expect(!changed.isEmpty && changed.allSatisfy { $0 > 14 + 20 })
  }

  @Test func longCaptionsAreCut() {
    let cells = [(picture: RGBImage(width: 20, height: 20), caption: String(repeating: "long ", count: 99))]
    #expect(ContactSheet(cells: cells, columns: 1, title: String(repeating: "long ", count: 999)).drawn().width < 1400)
  }
}
