/// Words in lines that fit.
struct TextPicture {
  var words: String
  var width: Int
  var face = Typeface.body
  var color = Theme.ink

  /// The most letters that a text may have.
  static let most = 20_000

  func drawn(on background: Color) -> RGBImage {
    let lines = face.wrapped(words, width)
    var picture = RGBImage(width: width, height: max(1, lines.count) * face.lineHeight, fill: background)
    for (i, line) in lines.enumerated() {
      picture.draw(line, face, x: 0, baseline: i * face.lineHeight + (face.lineHeight + face.capHeight) / 2, color: color)
    }
    if words.isEmpty {
      picture.draw("(empty)", face, x: 0, baseline: (face.lineHeight + face.capHeight) / 2, color: Theme.muted)
    }
    return picture
  }
}

/// Words on the colors of their labels.
struct TextMaskPicture {
  var words: [String]
  var labels: [Int]
  var names: [String]

  func drawn(_ check: PayloadCheck, width: Int, background: Color) throws -> RGBImage {
    try check.require(labels.count == words.count, "labels", "has \(labels.count) values for \(words.count) words")
    try check.labels("labels", labels, names: names.count)
    try check.require(words.reduce(0) { $0 + $1.count } <= TextPicture.most, "words", "has more than \(TextPicture.most) letters")
    let face = Typeface.body
    let row = face.lineHeight + 8
    var places: [(text: String, x: Int, y: Int, width: Int)] = []
    var (x, y) = (0, 0)
    for word in words {
      let text = face.fitted(word, width - 8)
      let wide = face.width(of: text) + 8
      if x > 0, x + wide > width { (x, y) = (0, y + row) }
      places.append((text, x, y, wide))
      x += wide + 2
    }
    var picture = RGBImage(width: width, height: y + row, fill: background)
    for (place, label) in zip(places, labels) {
      let area = Area(x: place.x, y: place.y + 2, width: place.width, height: row - 4)
      let color = label < 0 ? background : Palette.color(label)
      if label >= 0 { picture.pill(area, radius: 4, color) }
      picture.draw(
        place.text, face, x: place.x + 4, baseline: place.y + (row + face.capHeight) / 2,
        color: label < 0 ? Theme.ink : color.readable)
    }
    return picture.above(LabelKey(labels: labels, names: names), width: width, background)
  }
}
