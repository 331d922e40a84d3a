import Pictures

/// A part of a page for people, which becomes a panel of a picture or a section of a web page.
enum PageSection {
  case picture(title: String, note: String, RGBImage)
  case table(title: String, note: String, [(name: String, value: String)])
  /// A table of any number of columns.
  case grid(title: String, note: String, header: [String], rows: [[String]])
  /// Markup of our own, for web pages alone.
  case live(title: String, note: String, html: String)
}
