import Core
@testable import Pictures
import Testing

@Suite struct ChartTests {
  private func bars(_ count: Int, _ name: (Int) -> String = { "\($0)" }) -> Chart.Series {
    .init(
      "s",
      (0..<count).map { .init(.label(name($0)), Double($0 % 7) + 0.5, low: Double($0 % 7), high: Double($0 % 7) + 1, n: 100) })
  }

  @Test func barsReachTheirValues() throws {
    let chart = Chart(.bars, [.init("a", [.init(.label("x"), 1), .init(.label("y"), 2)])], title: "t")
    let layout = ChartLayout(chart, width: 400, height: 300)
    let picture = try chart.drawn(width: 400, height: 300)
    let plot = layout.plots[0].area
    func height(_ share: Float) -> Int {
      let x = Int(layout.x(share, in: plot))
      return (plot.top..<plot.bottom - 1).count { picture[x, $0].blue > 150 && picture[x, $0].red < 160 }
    }
    #expect(abs(height(0.25) * 2 - height(0.75)) <= 3 && height(0.75) > 60)
    let most = Double(plot.height) * 2 / layout.yScale.high
    #expect(abs(Double(height(0.75)) - most) <= 2)
  }

  /// Where a label has a bar of one series only, it stands over its label; where it has two, one stands at either side.
  @Test func barsStandOverTheirLabels() throws {
    let (even, odd) = (["0", "2", "1"], ["3", "1"])
    let series = [even, odd].enumerated().map { i, names in
      Chart.Series("\(i)", names.map { Chart.Value(.label($0), 1) })
    }
    let chart = Chart(.bars, series, title: "t")
    let layout = ChartLayout(chart, width: 640, height: 300)
    let (plot, picture) = (layout.plots[0].area, try chart.drawn(width: 640, height: 300))
    func colors(_ label: String) -> [Color] {
      let span = layout.domain.span(.label(label))
      let row = Int(layout.y(0.5, in: plot)) + 3
      return [0.3, 0.5, 0.7].map { picture[Int(layout.x(span.start + Float($0) * (span.end - span.start), in: plot)), row] }
    }
    for label in ["0", "2", "3"] {
      let found = colors(label)
      #expect(found[1] != Theme.page, "\(label) has its bar in the middle")
    }
    let both = colors("1")
    #expect(both[0] == colors("0")[1] && both[2] == colors("3")[1] && both[0] != both[2])
  }

  /// Axis, labels and facets keep out of each other's way and on the picture, whatever the size and the length of the labels.
  @Test(arguments: [(1, 1), (320, 240), (700, 500), (2400, 300)])
  func partsNeitherOverlapNorLeaveThePicture(_ width: Int, _ height: Int) throws {
    for count in [0, 1, 10, 120] {
      for name in [{ "\($0)" }, { _ in "" }, { "a class with a very, very long name, number \($0)" }] as [(Int) -> String] {
        for facets in [1, 3, 12] {
          let chart = Chart(
            .bars, facets: (0..<facets).map { .init("facet \($0) of a long title that does not end", [bars(count, name)]) },
            title: "a title that is far too long for a small picture, and goes on", xTitle: "x", yTitle: "y")
          let layout = ChartLayout(chart, width: max(320, width), height: max(240, height))
          let page = Area(x: 0, y: 0, width: layout.width, height: layout.height)
          for (i, plot) in layout.plots.enumerated() {
            #expect(page.contains(plot.area) && plot.area.width >= 40 && plot.area.height >= 60, "\(plot.area) in \(page)")
            for other in layout.plots.dropFirst(i + 1) { #expect(!plot.area.overlaps(other.area)) }
          }
        }
      }
    }
  }

  @Test func nothingIsDrawnAtTheEdges() throws {
    for chart in [
      Chart(.bars, [bars(14) { "a class with a very long name \($0)" }], title: "title", xTitle: "x", yTitle: "y"),
      Chart(.bars, [bars(1000)], title: "title", xTitle: "x", yTitle: "y"),
      Chart(.line, [.init("a", (0..<50).map { .init(.number(Double($0)), Double($0 * $0)) })], title: "line", xTitle: "x"),
    ] {
      let picture = try chart.drawn(width: 420, height: 320)
      for x in 0..<picture.width { #expect(picture[x, 0] == Theme.page && picture[x, picture.height - 1] == Theme.page) }
      for y in 0..<picture.height { #expect(picture[0, y] == Theme.page && picture[picture.width - 1, y] == Theme.page) }
    }
  }

  @Test func axisLabelsFitTheirSlots() {
    for count in [1, 5, 40, 400] {
      for name in ["7", "class 12", "a class with a very long name"] {
        let labels = AxisLabels([String](repeating: name, count: count), face: .small, axis: 600)
        #expect(labels.texts.count == count && !labels.texts[0].isEmpty)
        let kept = labels.texts.count { !$0.isEmpty }
        let each = labels.isLevel ? Typeface.small.width(of: name) : Typeface.small.lineHeight
        #expect(kept == 1 || kept * each <= 600, "\(count) times '\(name)'")
      }
    }
  }

  @Test func sameValuesSameBytes() throws {
    let chart = Chart(.points, [bars(9)], title: "t")
    #expect(try chart.drawn(width: 400, height: 300).png() == chart.drawn(width: 400, height: 300).png())
  }

  /// Means of two samples have intervals beside which all values would look alike.
  @Test(arguments: [Chart.Mark.bars, .line, .points]) func wideIntervalsLeaveTheValuesTheirRoom(_ mark: Chart.Mark) throws {
    var values = (0..<8).map { i -> Chart.Value in
      let y = Double(i) / 10
      return Chart.Value(.label("\(i)"), y, low: y - 0.05, high: y + 0.2, n: 9)
    }
    (values[3].low, values[3].high) = (-40, 55)
    let chart = Chart(mark, [.init("a", values)], title: "t")
    let layout = ChartLayout(chart, width: 500, height: 400)
    #expect(layout.yScale.high <= 1.5 && layout.yScale.high >= 0.9 && layout.yScale.low >= -0.5)
    let plot = layout.plots[0].area
    #expect(layout.y(0, in: plot) - layout.y(0.7, in: plot) > Float(plot.height) / 4)
    let picture = try chart.drawn(width: 500, height: 400)
    for x in 0..<500 { #expect(picture[x, plot.bottom + 7] == Theme.page, "a whisker stays on its chart") }
    // One value alone, and logarithms, show all of theirs.
    let one = ChartLayout(
      Chart(.points, [.init("a", [.init(.number(1), 2, low: -30, high: 40)])], title: ""), width: 400, height: 300)
    #expect(one.yScale.low <= -30 && one.yScale.high >= 40)
  }

  @Test func manyFacetsAreToldNotDrawn() throws {
    let chart = Chart(.bars, facets: (0..<1000).map { .init("\($0)", []) }, title: "")
    #expect(ChartLayout(chart, width: 800, height: 600).plots.count == ChartLayout.mostFacets)
  }
}
