/// Where the parts of a chart lie: a header with the legend, then facets in a grid; axes are labelled at its left and bottom.
struct ChartLayout {
  struct Plot: Hashable {
    var area: Area
    var hasYLabels: Bool
    var hasXLabels: Bool
  }
  let chart: Chart
  let width: Int
  let height: Int
  let domain: ChartDomain
  let yScale: Scale
  let yTicks: [(value: Double, label: String)]
  let plots: [Plot]
  let legend: ChartLegend
  let names: [String]

  /// Around all; a chart without a title is part of something that has its own.
  let margin: Int
  /// More facets than this are told, not drawn.
  static let mostFacets = 120
  private static let face = Typeface.small

  init(_ chart: Chart, width: Int, height: Int) {
    self.chart = chart
    self.width = width
    domain = ChartDomain(chart)
    names = chart.seriesNames
    let (margin, face) = (chart.title.isEmpty ? 4 : 28, Self.face)
    self.margin = margin
    legend = ChartLegend(names.count > 1 ? names : [], width: width - 2 * margin)

    let values = chart.facets.flatMap(\.series).flatMap(\.values)
    let isFromZero = chart.mark == .bars || chart.mark == .histogram
    let reach = Self.reach(values, fromZero: isFromZero, isLog: chart.isLog)
    // Room above the highest whisker for the count of samples.
    let head = isFromZero && !chart.isLog ? (reach.max() ?? 0) * 1.07 : nil
    yScale = Scale(covering: reach + (head.map { [$0] } ?? []), isLog: chart.isLog, fromZero: isFromZero)

    let count = min(max(chart.facets.count, 1), Self.mostFacets)
    let top = margin + Self.headerHeight(chart) + legend.height
    let columns = Self.columns(count, width: width - 2 * margin, height: height - top - margin)
    let rows = (count + columns - 1) / columns
    let facetTitle = chart.facets.contains { !$0.title.isEmpty } ? face.lineHeight + 6 : 0
    let rough = max(60, (height - top - margin) / rows - facetTitle)
    yTicks = yScale.ticks(atMost: max(2, min(8, rough / 44)))

    let tickWidth = yTicks.map { face.width(of: $0.label) }.max() ?? 0
    let yTitle = chart.yTitle.isEmpty ? 0 : face.lineHeight + 8
    let gap = columns > 1 ? 22 : 0
    var labels: AxisLabels?
    var left = margin + tickWidth + 10
    if case .labels(let texts, _) = domain {
      func planned(_ left: Int) -> AxisLabels {
        AxisLabels(texts, face: face, axis: (width - margin - left - (columns - 1) * gap) / columns)
      }
      left = max(left, 14 + planned(left).overhang)
      labels = planned(left)
    }
    let bottom = margin + (labels?.height ?? 8 + face.capHeight + face.descent) + (chart.xTitle.isEmpty ? 0 : face.lineHeight + 4)
    let cellWidth = max(40, (width - margin - left - (columns - 1) * gap) / columns)
    let wanted = (height - top - yTitle - bottom) / rows - facetTitle - (rows > 1 ? 16 : 0)
    let cellHeight = max(rows > 1 ? 90 : 60, wanted)
    let pitch = cellHeight + facetTitle + (rows > 1 ? 16 : 0)
    self.height = max(height, top + yTitle + rows * pitch + bottom)
    plots = (0..<count).map { i in
      let (row, column) = (i / columns, i % columns)
      let x = left + column * (cellWidth + gap)
      let y = top + yTitle + row * pitch + facetTitle
      return Plot(
        area: Area(x: x, y: y, width: cellWidth, height: cellHeight), hasYLabels: column == 0,
        hasXLabels: row == rows - 1 || i + columns >= count)
    }
  }

  /// What the y axis has to cover: all values, and their intervals as far as half of the values' range beyond it. The interval of
  /// a mean over two samples may be a thousand times as wide, and all else would be flat beside it.
  private static func reach(_ values: [Chart.Value], fromZero: Bool, isLog: Bool) -> [Double] {
    let own = values.map(\.y)
    let ends = values.flatMap { [$0.low ?? $0.y, $0.high ?? $0.y] }
    let seen = fromZero ? own + [0] : own
    guard !isLog, let low = seen.min(), let high = seen.max(), low < high else { return own + ends }
    let room = high / 2 - low / 2
    return own + ends.map { min(max($0, low - room), high + room) }
  }

  /// The number of columns that makes the facets about one and a half times as wide as high.
  private static func columns(_ count: Int, width: Int, height: Int) -> Int {
    let most = max(1, min(count, width / 190))
    func oddness(_ columns: Int) -> Float {
      let rows = (count + columns - 1) / columns
      let ratio = Float(width / columns) / Float(max(height / rows, 1)) / 1.5
      return max(ratio, 1 / max(ratio, 1e-6)) + 0.3 * Float(columns * rows - count) / Float(count)
    }
    return (1...most).min { oddness($0) < oddness($1) } ?? 1
  }

  private static func headerHeight(_ chart: Chart) -> Int {
    (chart.title.isEmpty ? 0 : Typeface.title.capHeight + 12)
      + (note(chart).isEmpty ? 0 : Typeface.body.capHeight + 12) + 8
  }

  private static func note(_ chart: Chart) -> String {
    let hidden = chart.facets.count - mostFacets
    guard hidden > 0 else { return chart.subtitle }
    return (chart.subtitle.isEmpty ? "" : chart.subtitle + " · ")
      + "the first \(mostFacets) of \(Figures.count(chart.facets.count)) facets"
  }

  func drawHeader(on picture: inout RGBImage) {
    let room = width - 2 * margin
    var y = margin
    if !chart.title.isEmpty {
      y += Typeface.title.capHeight
      picture.draw(Typeface.title.fitted(chart.title, room), .title, x: margin, baseline: y)
      y += 12
    }
    let note = Self.note(chart)
    if !note.isEmpty {
      y += Typeface.body.capHeight
      picture.draw(Typeface.body.fitted(note, room), .body, x: margin, baseline: y, color: Theme.muted)
      y += 12
    }
    legend.draw(x: margin, y: y + 8, on: &picture)
  }
}
