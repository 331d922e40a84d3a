/// Names of series with their colors, in as few lines as they need.
struct ChartLegend {
  /// Pixels, 0 without entries.
  let height: Int
  private let entries: [(x: Int, y: Int, name: String, color: Color?)]
  private static let face = Typeface.small
  private static let most = 40

  init(_ names: [String], width: Int, colors: (Int) -> Color = Palette.color) {
    let face = Self.face
    var entries: [(x: Int, y: Int, name: String, color: Color?)] = []
    var (x, y) = (0, 0)
    var shown: [(String, Color?)] = names.prefix(Self.most).enumerated().map { ($1, colors($0)) }
    if names.count > Self.most { shown.append(("and \(Figures.count(names.count - Self.most)) more", nil)) }
    for (name, color) in shown {
      let text = face.fitted(name.isEmpty ? "(no name)" : name, min(260, width - 20))
      let wide = face.width(of: text) + 44
      if x > 0, x + wide - 24 > width { (x, y) = (0, y + face.lineHeight + 4) }
      entries.append((x, y, text, color))
      x += wide
    }
    self.entries = entries
    height = entries.isEmpty ? 0 : y + face.lineHeight + 14
  }

  func draw(x: Int, y: Int, on picture: inout RGBImage) {
    for entry in entries {
      let baseline = y + entry.y + Self.face.capHeight + 1
      if let color = entry.color {
        picture.disc(Point(Float(x + entry.x + 5), Float(baseline) - Float(Self.face.capHeight) / 2), radius: 5, color)
      }
      picture.draw(entry.name, Self.face, x: x + entry.x + (entry.color == nil ? 0 : 17), baseline: baseline)
    }
  }
}
