@testable import Pictures
import Testing

@Suite struct PageTests {
  private func panel(_ width: Int, _ height: Int, _ title: String = "panel") -> Panel {
    Panel(title, picture: RGBImage(width: width, height: height, fill: Color(255, 0, 0)))
  }

  @Test func panelsLieSideBySideWithoutOverlap() {
    let sizes = [(100, 50), (700, 90), (300, 300), (300, 20), (1, 1), (1300, 10), (40, 40)]
    let page = Page(title: "t", panels: sizes.map { panel($0, $1) })
    let places = page.placed(width: 1400, top: 80)
    #expect(places.count == sizes.count && places[0].top == places[1].top)
    for (i, place) in places.enumerated() {
      #expect(place.left >= 24 && place.right <= 1400 - 24 && place.top >= 80)
      #expect(place.width >= page.panels[i].width && place.height >= page.panels[i].height)
      for other in places.dropFirst(i + 1) { #expect(!place.overlaps(other)) }
    }
    for top in Set(places.map(\.top)) {
      #expect(places.filter { $0.top == top }.map(\.right).max() == 1376, "rows are filled")
    }
  }

  @Test func everyPictureIsThereWhole() {
    let picture = Page(title: "t", subtitle: "s", panels: [panel(50, 40), panel(2000, 3)]).drawn(width: 400)
    #expect(picture.width >= 2000 + 2 * (24 + Panel.padding))
    let reds = (0..<picture.height).reduce(0) { sum, y in sum + (0..<picture.width).count { picture[$0, y] == Color(255, 0, 0) } }
    #expect(reds == 50 * 40 + 2000 * 3)
  }

  @Test func emptyPartsAreFine() throws {
    #expect(Page(title: "", panels: []).drawn(width: 1).width == 320)
    let page = Page(
      title: String(repeating: "long ", count: 99),
      panels: [
        .table("", rows: [], width: 0), .table("t", rows: [("", "")], width: 10), .text("", "", width: 0),
        .sheet("s", cells: [], columns: 3),
        panel(1, 1, String(repeating: "title ", count: 99)),
      ])
    #expect(try page.drawn(width: 500).png().count > 0)
  }

  @Test func tablesKeepToTheirWidth() {
    for width in [120, 300, 900] {
      for count in [1, 7, 100] {
        let rows = (0..<count).map { ("a long name of a column, number \($0)", "a long value, too: \($0 * 99_999)") }
        #expect(TablePicture(rows: rows, width: width).drawn(on: .black).width == width)
      }
    }
    let wide = TablePicture(rows: (0..<10).map { ("n\($0)", "\($0)") }, width: 900).drawn(on: .black)
    let narrow = TablePicture(rows: (0..<10).map { ("n\($0)", "\($0)") }, width: 120).drawn(on: .black)
    #expect(wide.height < narrow.height)
  }
}
