/// Pictures in a grid, each with its caption below, on a dark page.
public struct ContactSheet: Sendable {
  public var cells: [(picture: RGBImage, caption: String)]
  /// The number of cells in a line.
  public var columns: Int
  public var title: String
  /// Drawn along the bottom.
  public var colorBar: ColorBar?
  /// Cells with a frame around them.
  public var marked: Set<Int>

  public init(
    cells: [(picture: RGBImage, caption: String)], columns: Int, title: String = "", colorBar: ColorBar? = nil,
    marked: Set<Int> = []
  ) {
    self.cells = cells
    self.columns = max(1, columns)
    self.title = title
    self.colorBar = colorBar
    self.marked = marked
  }

  private static let margin = 14
  /// Longer captions end with an ellipsis.
  private static let widestCaption = 280

  /// Draws the page. Cells are as wide as the widest picture or caption.
  public func drawn(on page: Color = Theme.page) -> RGBImage { drawn(on: page, edge: Self.margin) }

  /// - Parameter edge: pixels around all; frames of marked cells take 3 of them.
  func drawn(on page: Color, edge: Int) -> RGBImage {
    let (margin, face) = (Self.margin, Typeface.small)
    let widest = cells.map(\.picture.width).max() ?? 1
    let captions = cells.map { face.fitted($0.caption, max(widest, Self.widestCaption)) }
    let cellWidth = max(widest, captions.map { face.width(of: $0) }.max() ?? 1)
    let caption = captions.allSatisfy(\.isEmpty) ? 0 : 7 + face.capHeight + face.descent
    let cellHeight = (cells.map(\.picture.height).max() ?? 1) + caption
    let lines = (cells.count + columns - 1) / columns
    let across = min(columns, max(cells.count, 1))
    let gridWidth = across * (cellWidth + margin) - margin + 2 * edge
    let head = title.isEmpty ? edge : edge + margin + Typeface.title.capHeight + 4
    let foot = edge + (colorBar == nil ? 0 : ColorBar.height + (cells.isEmpty ? 0 : margin + 2))
    let titleWidth = title.isEmpty ? 0 : min(Typeface.title.width(of: title), 1200) + 2 * edge
    let width = max(gridWidth, titleWidth, colorBar == nil ? 0 : ColorBar.least)
    let grid = max(1, lines * (cellHeight + margin) - margin)
    var sheet = RGBImage(width: width, height: head + grid + foot, fill: page)

    sheet.draw(Typeface.title.fitted(title, width - 2 * edge), .title, x: edge, baseline: edge + Typeface.title.capHeight)
    for (i, cell) in cells.enumerated() {
      let x = (width - gridWidth) / 2 + edge + i % columns * (cellWidth + margin) + (cellWidth - cell.picture.width) / 2
      let y = head + i / columns * (cellHeight + margin)
      sheet.draw(cell.picture, x: x, y: y)
      let area = Area(x: x, y: y, width: cell.picture.width, height: cell.picture.height)
      if marked.contains(i) { sheet.frame(area.inset(-3), Theme.bad, thickness: 2) }
      sheet.draw(
        captions[i], face, x: x + cell.picture.width / 2, baseline: y + cell.picture.height + 7 + face.capHeight,
        color: marked.contains(i) ? Theme.bad : Theme.ink, anchor: .center)
    }
    if let colorBar {
      sheet.draw(colorBar.drawn(width: width - 2 * edge, page: page), x: edge, y: sheet.height - edge - ColorBar.height)
    }
    return sheet
  }
}
