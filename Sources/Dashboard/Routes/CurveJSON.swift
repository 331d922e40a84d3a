import Analytics
import Core

/// Curves of one class against the rest, and the reliability diagram.
enum CurveJSON {
  /// Points of a curve that are sent: more cannot be told apart on a screen.
  static let mostPoints = 1000

  static func json(_ kind: MetricRoutes.CurveKind, _ outcomes: Outcomes, classes: [String]) -> JSONValue {
    guard kind != .calibration else { return calibration(Calibration(outcomes)) }
    let series = (0..<outcomes.classes).map { c -> JSONValue in
      let curve = ThresholdCurve(outcomes, class: c)
      let points: [(x: Double, y: Double)] =
        kind == .roc
        ? curve.roc.map { ($0.falsePositiveRate, $0.truePositiveRate) } : curve.precisionRecall.map { ($0.recall, $0.precision) }
      let shown = thinned(points)
      return .object([
        "name": .string(classes.indices.contains(c) ? classes[c] : "\(c)"), "x": .numbers(shown.map(\.x)),
        "y": .numbers(shown.map(\.y)), "area": .number(kind == .roc ? curve.areaUnderROC : curve.averagePrecision),
      ])
    }
    return .object(["kind": .string(kind.rawValue), "series": .array(series)])
  }

  /// The ends, and of the others those that are farther from the one before than a thousandth of the axes.
  static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard points.count > mostPoints, let first = points.first, let last = points.last else { return points }
    var kept = [first]
    for point in points.dropFirst().dropLast() {
      let before = kept[kept.count - 1]
      if max(abs(point.x - before.x), abs(point.y - before.y)) >= 2 / Double(mostPoints) { kept.append(point) }
    }
    return kept + [last]
  }

  private static func calibration(_ found: Calibration) -> JSONValue {
    let filled = found.bins.filter { $0.n > 0 }
    return .object([
      "kind": .string("calibration"), "error": .number(found.error),
      "series": .list([
        .object([
          "name": .string("all classes"), "x": .list(filled.map { .number($0.confidence) }),
          "y": .list(filled.map { .number($0.accuracy) }), "area": .null,
        ])
      ]),
      "bins": .list(
        found.bins.map { bin in
          .object([
            "lower": .number(bin.lower), "upper": .number(bin.upper), "n": .number(bin.n),
            "confidence": .number(bin.confidence), "accuracy": .number(bin.accuracy),
            "interval": bin.interval.map { .numbers([$0.lower, $0.upper]) } ?? .null,
          ])
        }),
    ])
  }
}
