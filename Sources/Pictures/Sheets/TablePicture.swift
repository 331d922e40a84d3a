/// Names and values side by side, in columns.
struct TablePicture {
  var rows: [(name: String, value: String)]
  var width: Int

  func drawn(on background: Color) -> RGBImage {
    let face = Typeface(14)
    let width = max(width, 120)
    let gap = 36
    let names = min(240, rows.map { face.width(of: $0.name) }.max() ?? 0)
    let values = min(260, rows.map { face.width(of: $0.value) }.max() ?? 0)
    let columns = max(1, min((width + gap) / (names + 24 + values + gap), max(rows.count, 1)))
    let lines = max(1, (rows.count + columns - 1) / columns)
    let column = (width - (columns - 1) * gap) / columns
    var picture = RGBImage(width: width, height: lines * face.lineHeight + (lines - 1) * 4, fill: background)
    for (i, row) in rows.enumerated() {
      let left = i / lines * (column + gap)
      let baseline = i % lines * (face.lineHeight + 4) + (face.lineHeight + face.capHeight) / 2
      let value = face.fitted(row.value, max(column * 3 / 5, column - names - 24))
      picture.draw(
        face.fitted(row.name, column - face.width(of: value) - 12), face, x: left, baseline: baseline, color: Theme.muted)
      picture.draw(value, face, x: left + column, baseline: baseline, anchor: .right)
      if i % lines < lines - 1 {
        let line = baseline + (face.lineHeight - face.capHeight) / 2 + 1
        picture.fill(Area(left: left, top: line, right: left + column, bottom: line + 1), Theme.line, alpha: 0.8)
      }
    }
    return picture
  }
}
