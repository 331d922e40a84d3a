import Foundation
import Pictures

/// Sections as one web page with its pictures inside, that opens from disk and loads nothing.
struct HTMLPage {
  var title: String
  var subtitle: String
  var sections: [PageSection]
  /// Rules of live sections.
  var style = ""

  func text() throws -> String {
    """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>\(escaped(title))</title>
    <style>
    \(Self.rules)
    \(style)</style>
    <h1>\(escaped(title))</h1>
    <p>\(escaped(subtitle))</p>
    <main>
    \(try sections.map(markup).joined(separator: "\n"))
    </main>
    </html>

    """
  }

  private func markup(_ section: PageSection) throws -> String {
    switch section {
    case .picture(let title, let note, let picture):
      let data = Data(try picture.png()).base64EncodedString()
      return head(title, note)
        + "<img alt=\"\(escaped("\(title) of \(self.title)"))\" src=\"data:image/png;base64,\(data)\"></section>"
    case .table(let title, let note, let rows):
      let lines = rows.map { "<tr><th scope=\"row\">\(escaped($0.name))</th><td>\(escaped($0.value))</td></tr>" }
      return head(title, note, rows.count > 12 ? "long" : nil) + "<table>\(lines.joined(separator: "\n"))</table></section>"
    case .grid(let title, let note, let header, let rows):
      let names = header.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
      let lines = rows.map { "<tr>\($0.map { "<td>\(escaped($0))</td>" }.joined())</tr>" }
      return head(title, note, "wide grid") + "<table><tr>\(names)</tr>\(lines.joined(separator: "\n"))</table></section>"
    case .live(let title, let note, let html): return head(title, note, "wide") + html + "</section>"
    }
  }

  private func head(_ title: String, _ note: String, _ kind: String? = nil) -> String {
    "<section\(kind.map { " class=\"\($0)\"" } ?? "")><h2>\(escaped(title))</h2><p>\(escaped(note))</p>"
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }

  private static let rules = """
    body { background: #0d1117; color: #e6edf3; font: 15px/1.45 system-ui, sans-serif; margin: 24px; }
    h1 { font-size: 26px; margin: 0; }
    h2 { font-size: 17px; margin: 0; }
    p { color: #9aa7b4; margin: 2px 0 12px; }
    main { display: flex; flex-wrap: wrap; gap: 16px; margin-top: 20px; }
    section { background: #131a22; border: 1px solid #2a333d; border-radius: 10px; padding: 16px; max-width: 100%; box-sizing: border-box; }
    img { max-width: 100%; image-rendering: pixelated; }
    th { text-align: left; font-weight: normal; color: #9aa7b4; padding-right: 20px; }
    td { text-align: right; font-variant-numeric: tabular-nums; }
    .wide { flex: 1 1 100%; }
    .grid td { text-align: left; padding: 3px 20px 3px 0; border-top: 1px solid #2a333d; }
    .long { flex: 1 1 100%; max-width: 1200px; }
    .long table { display: block; }
    .long tbody { display: block; columns: 20em; column-gap: 48px; }
    .long tr { display: flex; justify-content: space-between; border-bottom: 1px solid #2a333d; break-inside: avoid; }
    """
}

/// A part of a page for people, which becomes a panel of a picture or a section of a web page.
enum PageSection {
  case picture(title: String, note: String, RGBImage)
  case table(title: String, note: String, [(name: String, value: String)])
  /// A table of any number of columns.
  case grid(title: String, note: String, header: [String], rows: [[String]])
  /// Markup of our own, for web pages alone.
  case live(title: String, note: String, html: String)
}
