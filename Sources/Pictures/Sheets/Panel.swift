/// One titled part of a page.
public struct Panel: Sendable {
  public var title: String
  /// Words beside the title.
  public var note: String
  public var picture: RGBImage

  /// The background to draw on, so that a picture and its panel are one.
  public static let background = Theme.panel

  public init(_ title: String, note: String = "", picture: RGBImage) {
    (self.title, self.note, self.picture) = (title, note, picture)
  }

  /// Names and values in as many columns as fit into the width, filled from the top.
  public static func table(_ title: String, note: String = "", rows: [(name: String, value: String)], width: Int) -> Panel {
    Panel(title, note: note, picture: TablePicture(rows: rows, width: width).drawn(on: background))
  }

  public static func text(_ title: String, note: String = "", _ text: String, width: Int) -> Panel {
    Panel(title, note: note, picture: TextPicture(words: text, width: max(width, 60)).drawn(on: background))
  }

  /// Pictures with captions, e.g. neighbors or heat maps, those of `marked` with a red frame.
  public static func sheet(
    _ title: String, note: String = "", cells: [(picture: RGBImage, caption: String)], columns: Int, colorBar: ColorBar? = nil,
    marked: Set<Int> = []
  ) -> Panel {
    let sheet = ContactSheet(cells: cells, columns: columns, colorBar: colorBar, marked: marked)
    return Panel(title, note: note, picture: sheet.drawn(on: background, edge: 4))
  }

  static let padding = 18
  private static let face = Typeface.heading
  static var head: Int { padding + face.capHeight + 16 }

  var width: Int {
    let words = Self.face.width(of: title) + (note.isEmpty ? 0 : 14 + Typeface.small.width(of: note))
    return max(picture.width, min(words, 420)) + 2 * Self.padding
  }
  var height: Int { Self.head + picture.height + Self.padding }

  func draw(in area: Area, on page: inout RGBImage) {
    page.pill(area, radius: 10, Theme.panel, border: Theme.line)
    let (face, small) = (Self.face, Typeface.small)
    let room = area.width - 2 * Self.padding
    let baseline = area.top + Self.padding + face.capHeight
    let heading = face.fitted(title, room)
    page.draw(heading, face, x: area.left + Self.padding, baseline: baseline)
    let after = face.width(of: heading) + 14
    page.draw(
      small.fitted(note, room - after), small, x: area.left + Self.padding + after, baseline: baseline, color: Theme.muted)
    page.draw(picture, x: area.left + Self.padding, y: area.top + Self.head)
  }
}
