import Analytics
import Testing

/// Metrics and losses against scikit-learn's.
@Suite struct GoldenMetricTests {
  let cases: [Golden.Classification]
  init() throws { cases = try Golden.shared.get().classifications }

  @Test func everyFigure() throws {
    #expect(cases.map(\.name) == ["ten classes", "many ties", "absent classes", "one class", "two classes"])
    for example in cases {
      let outcomes = try example.outcomes
      #expect(example.figures.count > 20)
      for (name, expected) in example.figures {
        let value = try Metric(named: name).value(of: outcomes)
        #expect(
          agree(value, expected), "\(example.name): \(name) is \(String(describing: value)), not \(String(describing: expected))")
      }
    }
  }

  @Test func lossesOfSamples() throws {
    for example in cases {
      let outcomes = try example.outcomes
      #expect(Set(example.losses.keys) == Set(Loss.names.map(\.name)))
      for (name, loss) in Loss.names {
        let (values, expected) = (loss.values(of: outcomes), example.losses[name] ?? [])
        #expect(zip(values, expected).allSatisfy { agree($0, $1) } && expected.count == 20, "\(example.name): \(name)")
      }
    }
  }

  @Test func confusionMatrices() throws {
    for example in cases {
      let confusion = ConfusionMatrix(try example.outcomes)
      #expect(confusion.counts == example.confusion)
      #expect((0..<example.classes).map { confusion.scores(of: $0).support } == example.supports)
    }
  }

  @Test func reliabilityDiagrams() throws {
    for example in cases {
      let filled = Calibration(try example.outcomes).bins.enumerated().filter { $0.element.n > 0 }
      #expect(filled.map(\.offset) == example.diagram.map(\.bin))
      for (bin, expected) in zip(filled.map(\.element), example.diagram) {
        #expect(bin.n == expected.n && agree(bin.accuracy, expected.accuracy) && agree(bin.confidence, expected.confidence))
        #expect(bin.interval.map { $0.lower <= expected.accuracy && expected.accuracy <= $0.upper } == true)
      }
    }
  }

  @Test func curves() throws {
    var seen = 0
    for example in cases {
      for (name, curves) in example.curves {
        let curve = ThresholdCurve(try example.outcomes, class: try #require(Int(name)))
        let (roc, precisionRecall) = (curve.roc, curve.precisionRecall)
        try #require(roc.count == curves.roc.count && precisionRecall.count == curves.precision_recall.count, "\(example.name)")
        for (point, expected) in zip(roc, curves.roc) {
          #expect(
            agree(point.threshold, expected[0]) && agree(point.falsePositiveRate, expected[1])
              && agree(point.truePositiveRate, expected[2]))
        }
        for (point, expected) in zip(precisionRecall, curves.precision_recall) {
          #expect(agree(point.threshold, expected[0]) && agree(point.precision, expected[1]) && agree(point.recall, expected[2]))
        }
        seen += 1
      }
    }
    #expect(seen >= 6)
  }
}
