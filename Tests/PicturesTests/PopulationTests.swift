import Core
@testable import Pictures
import Testing

@Suite struct PopulationTests {
  private func cloud(_ count: Int, classes: Int = 3) -> PopulationPlot {
    var random = SeededRandom(seed: 5)
    func number() -> Float { Float(random.below(1000)) / 100 }
    let x = (0..<count).map { _ in number() }
    let y = (0..<count).map { _ in number() }
    return PopulationPlot(
      x: x, y: y, coloring: .classes((0..<count).map { $0 % classes }, names: (0..<classes).map { "class \($0)" }),
      sizes: (0..<count).map { $0 % 50 == 0 ? 5 : 0.01 }, title: "map")
  }

  @Test func sameValuesSameBytes() throws {
    let plot = cloud(500)
    #expect(try plot.drawn(width: 480, height: 360).png() == plot.drawn(width: 480, height: 360).png())
  }

  @Test func noPointsOnePointAndEqualPointsAreDrawn() throws {
    for count in [0, 1, 2, 5] {
      let same = [Float](repeating: 3, count: count)
      for coloring in [
        PopulationPlot.Coloring.classes([Int](repeating: 0, count: count), names: ["a"]),
        .values([Float?](repeating: 2, count: count), name: "v"),
        .values([Float?](repeating: nil, count: count), name: "v", isLog: true),
      ] {
        let plot = PopulationPlot(x: same, y: same, coloring: coloring, sizes: [Float?](repeating: 0, count: count), title: "t")
        #expect(try plot.drawn(width: 1, height: 1).width == 480)
      }
    }
  }

  @Test func dotsLieWithinTheMapAndKeepTheirShape() {
    let frame = PopulationFrame(width: 800, height: 600)
    var plot = cloud(300)
    plot.x.append(contentsOf: [-1e30, 3e38])
    plot.y.append(contentsOf: [-3e38, 3e38])
    plot.coloring = .values([Float?](repeating: 1, count: 302), name: "v")
    plot.sizes = []
    for plot in [cloud(300), plot] {
      let dots = PopulationDots(plot, in: frame.map, unit: frame.unit)
      for place in dots.places {
        #expect(place.x >= Float(frame.map.left) && place.x <= Float(frame.map.right))
        #expect(place.y >= Float(frame.map.top) && place.y <= Float(frame.map.bottom))
      }
    }
    let square = PopulationPlot(x: [0, 2, 0], y: [0, 0, 2], coloring: .classes([0, 0, 0], names: ["a"]), title: "")
    let places = PopulationDots(square, in: frame.map, unit: 1).places
    #expect(abs((places[1].x - places[0].x) - (places[0].y - places[2].y)) < 0.01, "one scale, y upwards")
  }

  @Test func largeDotsLieAboveSmallOnesAndRareOnesAboveCommon() {
    let plot = cloud(1000)
    let dots = PopulationDots(plot, in: Area(x: 0, y: 0, width: 500, height: 500), unit: 1)
    #expect(dots.order.sorted() == Array(0..<1000))
    #expect(Set(dots.order.suffix(20)) == Set(stride(from: 0, to: 1000, by: 50)))
    #expect(dots.radii[0] > 2 * dots.radii[1])

    let rare = PopulationPlot(
      x: plot.x, y: plot.y, coloring: .classes((0..<1000).map { $0 % 100 == 7 ? 1 : 0 }, names: ["common", "rare"]), title: "")
    let order = PopulationDots(rare, in: Area(x: 0, y: 0, width: 500, height: 500), unit: 1).order
    let ranks = order.enumerated().filter { $1 % 100 == 7 }.map(\.offset)
    #expect(ranks.reduce(0, +) / ranks.count > 850)
  }

  @Test func aFewOddSizesDoNotShrinkTheRest() {
    var plot = cloud(5000)
    plot.sizes[17] = 1e9
    let dots = PopulationDots(plot, in: Area(x: 0, y: 0, width: 500, height: 500), unit: 1)
    #expect(dots.largestSize == 5 && dots.radii[0] == dots.radii[17])
  }

  @Test func partsDoNotOverlap() {
    for (width, height) in [(480, 360), (1600, 1200), (4000, 400), (480, 3000)] {
      let frame = PopulationFrame(width: width, height: height)
      #expect(!frame.map.overlaps(frame.legend) && !frame.map.overlaps(frame.header) && !frame.legend.overlaps(frame.header))
      #expect(frame.map.width > 200 && frame.map.height > 200)
    }
  }

  @Test func aThousandClassesAndUnlabeledOnes() throws {
    var plot = cloud(3000, classes: 1000)
    #expect(try plot.drawn(width: 480, height: 360).height == 360)
    plot.coloring = .classes(
      (0..<3000).map { $0 % 4 - 1 }, names: ["a", "b", "a name that is far too long for its place in the legend"])
    let picture = try plot.drawn(width: 480, height: 360)
    #expect(
      (0..<480).allSatisfy { picture[$0, 359] == Theme.page || picture[$0, 359] == Theme.panel || picture[$0, 359] == Theme.line }
    )
  }

  @Test func meansLeaveOutWhatIsMissing() {
    let plot = PopulationPlot(
      x: [0, 1, 2, 3], y: [0, 1, 2, 3], coloring: .classes([0, 0, -1, 1], names: ["a", "b"]), sizes: [1, nil, 3, nil], title: "")
    #expect(plot.means([0, 0, -1, 1], slots: 3) == [3, 1, nil])
    #expect(cloud(0).means([], slots: 2) == [nil, nil])
  }

  @Test func highlightsAreRinged() throws {
    var plot = cloud(100)
    plot.highlights = [
      .init(index: 3, caption: "the query"), .init(index: 9, caption: String(repeating: "long ", count: 50)),
      .init(index: 9, caption: ""),
    ]
    let picture = try plot.drawn(width: 640, height: 480)
    let frame = PopulationFrame(width: 640, height: 480)
    let dots = PopulationDots(plot, in: frame.map, unit: frame.unit)
    let reach = max(dots.radii[3], 4 * frame.unit) + 3 * frame.unit
    #expect(picture[Int(dots.places[3].x), Int(dots.places[3].y - reach)].red > 150)
  }

  @Test func faultsAreNamed() {
    func fault(_ change: (inout PopulationPlot) -> Void) -> String {
      var plot = cloud(10)
      change(&plot)
      do {
        _ = try plot.drawn()
        return ""
      } catch { return "\(error)" }
    }
    #expect(fault { $0.x[4] = .nan } == "drawing the map 'map': x of point 4 is nan")
    #expect(fault { $0.y[0] = .infinity }.hasSuffix("y of point 0 is inf"))
    #expect(fault { $0.y.removeLast() }.hasSuffix("x has 10 values and y has 9"))
    #expect(fault { $0.coloring = .classes([0], names: ["a"]) }.hasSuffix("10 points have 1 classes"))
    #expect(
      fault { $0.coloring = .classes([Int](repeating: 1, count: 10), names: ["a"]) }.hasSuffix(
        "point 0 is of class 1, and there are 1 classes"))
    let odd = fault { $0.coloring = .values([Float](repeating: .nan, count: 10), name: "v") }
    #expect(odd.hasSuffix("v of point 0 is not finite"))
    #expect(fault { $0.sizes = [1] }.hasSuffix("10 points have 1 values of loss"))
    #expect(fault { $0.sizes[3] = -1 }.contains("loss of point 3 is -1.0"))
    #expect(
      fault { $0.highlights = [.init(index: 10, caption: "")] }.hasSuffix(
        "point 10 is to be highlighted, and there are 10 points"))
  }
}
