/// Panels under a title, side by side as far as they fit, one picture in all.
///
/// ```swift
/// let page = Page(title: "validation:11701", subtitle: "predicted 6, truth 5", panels: [
///   Panel("Image", picture: image), .table("Metadata", rows: rows, width: 420),
/// ]).drawn()
/// ```
public struct Page: Sendable {
  public var title: String
  public var subtitle: String
  public var panels: [Panel]

  public init(title: String, subtitle: String = "", panels: [Panel]) {
    (self.title, self.subtitle, self.panels) = (title, subtitle, panels)
  }

  private static let margin = 24
  private static let gap = 16

  /// Draws the page.
  /// - Parameter width: wider if a panel is.
  public func drawn(width: Int = 1400) -> RGBImage {
    let margin = Self.margin
    let width = max(width, 320, (panels.map(\.width).max() ?? 0) + 2 * margin)
    let face = Typeface(26, bold: true)
    let head = margin + face.capHeight + (subtitle.isEmpty ? 0 : 14 + Typeface.body.capHeight) + 22
    let places = placed(width: width, top: head)
    var page = RGBImage(width: width, height: (places.map(\.bottom).max() ?? head) + margin, fill: Theme.page)
    page.draw(face.fitted(title, width - 2 * margin), face, x: margin, baseline: margin + face.capHeight)
    page.draw(
      Typeface.body.fitted(subtitle, width - 2 * margin), .body, x: margin,
      baseline: margin + face.capHeight + 14 + Typeface.body.capHeight, color: Theme.muted)
    for (panel, area) in zip(panels, places) { panel.draw(in: area, on: &page) }
    return page
  }

  /// Row after row, panels of a row equally high; what is left of a row's width goes to all of them.
  func placed(width: Int, top: Int) -> [Area] {
    var rows: [[Panel]] = []
    var room = 0
    for panel in panels {
      if let last = rows.indices.last, panel.width + Self.gap <= room {
        rows[last].append(panel)
        room -= panel.width + Self.gap
      } else {
        rows.append([panel])
        room = width - 2 * Self.margin - panel.width
      }
    }
    var areas: [Area] = []
    var y = top
    for row in rows {
      let used = row.reduce(2 * Self.margin + (row.count - 1) * Self.gap) { $0 + $1.width }
      let spare = width - used
      let height = row.map(\.height).max() ?? 0
      var x = Self.margin
      for (i, panel) in row.enumerated() {
        let wide = panel.width + spare / row.count + (i < spare % row.count ? 1 : 0)
        areas.append(Area(x: x, y: y, width: wide, height: height))
        x += wide + Self.gap
      }
      y += height + Self.gap
    }
    return areas
  }
}
