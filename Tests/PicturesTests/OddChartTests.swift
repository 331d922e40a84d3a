import Core
import Testing

@testable import Pictures

/// Charts of nothing, of extremes and of what cannot be drawn.
@Suite struct OddChartTests {
  @Test func emptyChartsSaySo() throws {
    for mark in [Chart.Mark.bars, .histogram, .line, .points] {
      let empty = try Chart(mark, [.init("a", [])], title: "t").drawn(width: 400, height: 300)
      let bare = try Chart(mark, [], title: "t").drawn(width: 400, height: 300)
      #expect(empty == bare && Set((0..<400).map { empty[$0, 150] }).count > 1)
      #expect(try Chart(mark, facets: [], title: "t").drawn().width == 1200)
    }
  }

  @Test func oddValuesAreDrawn() throws {
    for (y, isLog) in [(0.0, false), (-3, false), (1e300, false), (-1e300, false), (0, true), (-1, true), (1e-300, true)] {
      for mark in [Chart.Mark.bars, .line, .points] {
        let values = [Chart.Value(.number(1), y), .init(.number(1), y, low: y, high: y), .init(.number(1e9), y)]
        #expect(try Chart(mark, [.init("a", values)], title: "", isLog: isLog).drawn(width: 330, height: 250).width == 330)
      }
    }
  }

  @Test func faultsAreNamed() throws {
    func fault(_ values: [Chart.Value]) -> String {
      do {
        _ = try Chart(.line, [.init("loss", values)], title: "L").drawn()
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      fault([.init(.number(0), 1), .init(.number(1), .nan)]) == "drawing the chart 'L': value 1 of series 'loss': y is nan")
    #expect(fault([.init(.number(0), 1, low: 2, high: 1)]).hasSuffix("low 2.0 is above high 1.0"))
    #expect(fault([.init(.number(.infinity), 1)]).hasSuffix("x is inf"))
    #expect(fault([.init(.bin(1, 1), 1)]).hasSuffix("the bin 1.0...1.0 is empty"))
    #expect(fault([.init(.number(0), 1), .init(.label("a"), 1)]).hasSuffix("labels, numbers and bins are mixed"))
  }
}
