/// Pictures in a grid, each with its caption below, on a dark page.
public struct ContactSheet: Sendable {
  public var cells: [(picture: RGBImage, caption: String)]
  /// Cells a line.
  public var columns: Int
  public var title: String
  /// Drawn along the bottom.
  public var colorBar: ColorBar?

  public init(cells: [(picture: RGBImage, caption: String)], columns: Int, title: String = "", colorBar: ColorBar? = nil) {
    self.cells = cells
    self.columns = max(1, columns)
    self.title = title
    self.colorBar = colorBar
  }

  private static let margin = 12
  private static let page = Color(24, 26, 31)
  private static let ink = Color(222, 226, 233)

  /// - Returns: the page. Cells are as wide as the widest picture or caption.
  public func drawn() -> RGBImage {
    let margin = Self.margin
    let zoom = 2
    let text = RGBImage.textHeight(zoom: zoom)
    let cellWidth = cells.map { max($0.picture.width, RGBImage.width(of: $0.caption, zoom: zoom)) }.max() ?? 1
    let cellHeight = (cells.map(\.picture.height).max() ?? 1) + (cells.allSatisfy(\.caption.isEmpty) ? 0 : margin / 2 + text)
    let lines = (cells.count + columns - 1) / columns
    let across = min(columns, max(cells.count, 1))
    let gridWidth = across * (cellWidth + margin) + margin
    let width = max(gridWidth, RGBImage.width(of: title, zoom: zoom) + 2 * margin, colorBar == nil ? 0 : ColorBar.least)
    let head = title.isEmpty ? margin : 2 * margin + text
    let foot = colorBar == nil ? 0 : ColorBar.height + margin
    var sheet = RGBImage(width: width, height: head + lines * (cellHeight + margin) + foot, fill: Self.page)

    sheet.draw(title, x: margin, y: margin, color: Self.ink, zoom: zoom)
    for (i, cell) in cells.enumerated() {
      let x = (width - gridWidth) / 2 + margin + i % columns * (cellWidth + margin)
      let y = head + i / columns * (cellHeight + margin)
      sheet.draw(cell.picture, x: x, y: y)
      sheet.draw(cell.caption, x: x, y: y + cell.picture.height + margin / 2, color: Self.ink, zoom: zoom)
    }
    if let colorBar {
      let bar = colorBar.drawn(width: width - 2 * margin, page: Self.page, ink: Self.ink)
      sheet.draw(bar, x: margin, y: sheet.height - foot)
    }
    return sheet
  }
}
