/// A letter as pen strokes: the middle lines that a round pen follows.
///
/// Units: small letters are 10 high, capitals and digits 14, tails go down to -4; `width` reaches from the leftmost middle line to the
/// rightmost. Drawn with strokes instead of dots, one table serves every size, weight and angle, and no font file is needed.
struct Glyph: Sendable {
  /// Places of the pen; a `bend` is not touched, but pulls the line like the middle point of a quadratic curve.
  struct Place: Sendable {
    var at: Point
    var isBend: Bool
  }
  var width: Float
  var strokes: [[Place]]

  /// Reads e.g. `7;0,14 0,0 7,0|1,2 ~3,4 5,6`: the width, then strokes of places, with `~` before a bend.
  init?(parsing text: String) {
    let parts = text.split(separator: ";")
    guard parts.count == 2, let width = Float(parts[0]) else { return nil }
    self.width = width
    strokes = []
    for stroke in parts[1].split(separator: "|") {
      var places: [Place] = []
      for word in stroke.split(separator: " ") {
        let isBend = word.hasPrefix("~")
        let numbers = (isBend ? word.dropFirst() : word).split(separator: ",").compactMap { Float($0) }
        guard numbers.count == 2 else { return nil }
        places.append(Place(at: Point(numbers[0], numbers[1]), isBend: isBend))
      }
      guard let first = places.first, let last = places.last, !first.isBend, !last.isBend else { return nil }
      strokes.append(places)
    }
  }

  /// The strokes as straight pieces, each bend in `steps`; bends that follow each other have a touched place midway.
  func lines(steps: Int, moved: (Point) -> Point) -> [[Point]] {
    strokes.map { places in
      var points = [moved(places[0].at)]
      var bend: Point?
      for place in places.dropFirst() {
        let at = moved(place.at)
        guard let middle = bend else {
          if place.isBend { bend = at } else { points.append(at) }
          continue
        }
        let end = place.isBend ? (middle + at) / 2 : at
        let start = points[points.count - 1]
        for step in 1...steps {
          let t = Float(step) / Float(steps)
          points.append(start * ((1 - t) * (1 - t)) + middle * (2 * t * (1 - t)) + end * (t * t))
        }
        bend = place.isBend ? at : nil
      }
      return points
    }
  }
}
