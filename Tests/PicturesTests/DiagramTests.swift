import Core
import Testing

@testable import Pictures

/// The confusion matrix and the calibration diagram.
@Suite struct DiagramTests {
  @Test func confusionMatrixCountsAndFits() throws {
    let picture = try ConfusionMatrix(counts: [[9, 1], [0, 0]], names: ["a", "b"]).drawn(size: 500)
    var colors: Set<Color> = []
    for y in 0..<picture.height { for x in 0..<picture.width { colors.insert(picture[x, y]) } }
    #expect(colors.contains(ColorRamp.ember.color(1)), "the one mistake is the worst")
    #expect(
      try ConfusionMatrix(
        counts: [[Int]](repeating: [Int](repeating: 1, count: 300), count: 300), names: (0..<300).map { "\($0)" }
      ).drawn().width >= 300)
    for (counts, names, words) in [
      ([], [], "there are no classes"), ([[1]], ["a", "b"], "2 names and 1 rows"), ([[1, 2]], ["a"], "row 0 has 2 counts"),
      ([[-1]], ["a"], "row 0 has a count of -1"),
    ] as [([[Int]], [String], String)] {
      let error = #expect(throws: LeapError.self) { try ConfusionMatrix(counts: counts, names: names).drawn() }
      #expect(error?.problem.contains(words) == true)
    }
  }

  @Test func calibrationErrorIsWeighted() throws {
    let bins: [CalibrationDiagram.Bin] = [
      .init(from: 0, to: 0.5, confidence: 0.25, accuracy: 0.5, n: 1),
      .init(from: 0.5, to: 1, confidence: 0.75, accuracy: 0.75, n: 3),
    ]
    let diagram = CalibrationDiagram(bins: bins)
    #expect(abs(diagram.expectedError - 0.0625) < 1e-12 && CalibrationDiagram(bins: []).expectedError == 0)
    #expect(try diagram.drawn(width: 400).width == 400)
    #expect(try CalibrationDiagram(bins: []).drawn(width: 1).width == 360)
    let wrong = CalibrationDiagram(bins: [.init(from: 0, to: 1, confidence: .nan, accuracy: 1, n: 1)])
    let error = #expect(throws: LeapError.self) { try wrong.drawn() }
    #expect(error?.problem.hasPrefix("confidence of bin 0 is nan") == true)
  }
}
