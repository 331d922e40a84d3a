/// The x axis: labels in a row, or numbers on a scale.
enum ChartDomain {
  case labels([String], places: [Chart.X: Int])
  case numbers(Scale, isBinned: Bool)

  init(_ chart: Chart) {
    let all = chart.facets.flatMap(\.series).flatMap(\.values).map(\.x)
    var seen: Set<Chart.X> = []
    let distinct = all.filter { seen.insert($0).inserted }
    let edges = distinct.flatMap { x -> [Double] in
      switch x {
      case .label: []
      case .number(let number): [number]
      case .bin(let low, let high): [low, high]
      }
    }
    switch distinct.first {
    case nil, .label:
      self = .labels(distinct.map(Self.name), places: Self.numbered(distinct))
    case .number where chart.mark == .bars || chart.mark == .histogram:
      let sorted = distinct.sorted { Self.start($0) < Self.start($1) }
      self = .labels(sorted.map(Self.name), places: Self.numbered(sorted))
    case .number: self = .numbers(Scale(covering: edges, widened: false), isBinned: false)
    case .bin: self = .numbers(Scale(covering: edges, widened: false), isBinned: true)
    }
  }

  /// Where a value begins and ends, 0...1.
  func span(_ x: Chart.X) -> (start: Float, end: Float) {
    switch self {
    case .labels(let labels, let places):
      let (place, count) = (Float(places[x] ?? 0), Float(max(labels.count, 1)))
      return (place / count, (place + 1) / count)
    case .numbers(let scale, _):
      switch x {
      case .label: return (0, 1)
      case .number(let number): return (Float(scale.place(number)), Float(scale.place(number)))
      case .bin(let low, let high): return (Float(scale.place(low)), Float(scale.place(high)))
      }
    }
  }

  /// Room that dots and lines need at both ends of the axis.
  var margin: Int {
    if case .numbers(_, isBinned: false) = self { return 10 }
    return 0
  }

  private static func numbered(_ distinct: [Chart.X]) -> [Chart.X: Int] {
    Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
  }
  private static func start(_ x: Chart.X) -> Double { if case .number(let number) = x { number } else { 0 } }
  private static func name(_ x: Chart.X) -> String {
    switch x {
    case .label(let name): name
    case .number(let number): Figures.short(number, digits: 4)
    case .bin(let low, let high): Figures.short(low) + "–" + Figures.short(high)
    }
  }
}
