import Foundation
import Pictures

extension AnalysisPage {
  /// As one web page with its pictures inside, that opens from disk and loads nothing.
  func html() throws -> String {
    let parts = try sections.map { section -> String in
      switch section {
      case .picture(let title, let note, let picture):
        let data = Data(try picture.png()).base64EncodedString()
        return
          "<section><h2>\(escaped(title))</h2><p>\(escaped(note))</p>"
          + "<img alt=\"\(escaped("\(title) of \(self.title)"))\" src=\"data:image/png;base64,\(data)\"></section>"
      case .table(let title, let note, let rows):
        let lines = rows.map { "<tr><th scope=\"row\">\(escaped($0.name))</th><td>\(escaped($0.value))</td></tr>" }
        let style = rows.count > 12 ? " class=\"long\"" : ""
        return
          "<section\(style)><h2>\(escaped(title))</h2><p>\(escaped(note))</p>"
          + "<table>\(lines.joined(separator: "\n"))</table></section>"
      }
    }
    return """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(escaped(title))</title>
      <style>
      body { background: #0d1117; color: #e6edf3; font: 15px/1.45 system-ui, sans-serif; margin: 24px; }
      h1 { font-size: 26px; margin: 0; }
      h2 { font-size: 17px; margin: 0; }
      p { color: #9aa7b4; margin: 2px 0 12px; }
      main { display: flex; flex-wrap: wrap; gap: 16px; margin-top: 20px; }
      section { background: #131a22; border: 1px solid #2a333d; border-radius: 10px; padding: 16px; }
      img { max-width: 100%; image-rendering: pixelated; }
      th { text-align: left; font-weight: normal; color: #9aa7b4; padding-right: 20px; }
      td { text-align: right; font-variant-numeric: tabular-nums; }
      .long { flex: 1 1 100%; max-width: 1200px; }
      .long table { display: block; }
      .long tbody { display: block; columns: 20em; column-gap: 48px; }
      .long tr { display: flex; justify-content: space-between; border-bottom: 1px solid #2a333d; break-inside: avoid; }
      </style>
      <h1>\(escaped(title))</h1>
      <p>\(escaped(subtitle))</p>
      <main>
      \(parts.joined(separator: "\n"))
      </main>
      </html>

      """
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
