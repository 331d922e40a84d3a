import Core
import Foundation
import Pictures
import Pipeline
import PluginHost

/// One sample's analysis as sections, which become one picture or one web page.
struct AnalysisPage {
  let title: String
  let subtitle: String
  let sections: [PageSection]

  init(_ analysis: SampleAnalysis) throws {
    let report = analysis.report
    func name(_ index: Int) -> String {
      report.classNames.indices.contains(index) ? report.classNames[index] : "\(index)"
    }
    title = "\(report.sample) of \(report.run)"
    let truth = report.label.map { ", truth \(name($0))" } ?? ""
    let loss = report.loss.map { ", loss \(String(format: "%.4f", $0))" } ?? ""
    subtitle = "predicted \(name(report.prediction))\(truth)\(loss)"

    let image = Self.planes(analysis.image)[0]
    let payload = ImagePayload(values: analysis.image.floats, shape: Array(analysis.image.shape.dropFirst()))
    let background = Panel.background
    let bars = try Visual.bars(
      labels: report.classNames, values: report.probabilities.map(Float.init), truth: report.label
    ).drawn(name: "prediction", width: 420, background: background)
    var sections: [PageSection] = [
      .picture(title: "Image", note: "", grayImage(image, zoom: Self.zoom(image, 280))),
      .picture(title: "Prediction", note: "probability of each class", bars),
      .picture(title: "Why this class", note: analysis.classes.method, Self.maps([analysis.classes], image, columns: 5)),
    ]
    if let loss = analysis.loss {
      sections.append(.picture(title: "What drives the loss", note: loss.method, Self.maps([loss], image, columns: 1)))
    }
    sections.append(.table(title: "Evidence", note: "of the map of class \(report.prediction)", Self.evidence(analysis)))
    sections.append(
      .picture(title: "Most like it", note: "by latent features, nearest first", Self.neighbors(analysis, name)))
    sections.append(.table(title: "Metadata", note: "", Self.facts(report)))
    for visual in analysis.visuals {
      let payload = try VisualPayload(title: visual.title, kind: visual.kind, results: visual.results).visual(
        image: payload, truth: report.label, classes: report.classNames)
      sections.append(
        .picture(title: visual.title, note: "", try payload.drawn(name: visual.title, width: 420, background: background)))
    }
    self.sections = sections
  }

  /// As one picture.
  func picture() -> RGBImage {
    let panels = sections.map { section -> Panel in
      switch section {
      case .picture(let title, let note, let picture): Panel(title, note: note, picture: picture)
      case .table(let title, let note, let rows): .table(title, note: note, rows: rows, width: rows.count > 12 ? 1300 : 420)
      case .grid, .live: preconditionFailure("an analysis has pictures and tables alone")
      }
    }
    return Page(title: title, subtitle: subtitle, panels: panels).drawn()
  }

  /// As one web page.
  func html() throws -> String { try HTMLPage(title: title, subtitle: subtitle, sections: sections).text() }

  // MARK: Parts

  /// The mean of the channels of each image of `[n, channels, height, width]`.
  private static func planes(_ images: Tensor) -> [Plane] {
    let shape = images.shape
    return (0..<shape[0]).map {
      Plane(meanOf: images.floats(rows: $0..<$0 + 1), channels: shape[1], height: shape[2], width: shape[3])
    }
  }

  private static func zoom(_ image: Plane, _ size: Int) -> Int { max(1, size / max(image.height, image.width)) }

  private static func maps(_ maps: [HeatMaps], _ image: Plane, columns: Int) -> RGBImage {
    let values = maps.flatMap { $0.maps.floats }
    let size = image.height * image.width
    let style = HeatMapStyle(
      isSigned: values.contains { $0 < 0 }, scale: values.reduce(0) { max($0, abs($1)) }, zoom: zoom(image, 140))
    let names = maps.flatMap(\.targets)
    let cells = names.indices.map { i in
      let map = Plane(Array(values[i * size..<(i + 1) * size]), height: image.height, width: image.width)
      return (picture: heatMapOverlay(image: image, map: map, style: style), caption: names[i])
    }
    return ContactSheet(cells: cells, columns: columns, colorBar: ColorBar(style)).drawn(on: Panel.background)
  }

  private static func neighbors(_ analysis: SampleAnalysis, _ name: (Int) -> String) -> RGBImage {
    let cells = zip(analysis.neighbors, planes(analysis.neighborImages)).map { neighbor, image in
      (
        picture: grayImage(image, zoom: zoom(image, 112)),
        caption: "\(neighbor.label.map(name) ?? "-") at \(String(format: "%.2f", neighbor.distance))"
      )
    }
    // Those of another class than the sample's own stand out.
    let others = analysis.neighbors.indices.filter { analysis.neighbors[$0].label != analysis.report.label }
    return ContactSheet(cells: cells, columns: 8, marked: analysis.report.label == nil ? [] : Set(others)).drawn(
      on: Panel.background)
  }

  private static func evidence(_ analysis: SampleAnalysis) -> [(name: String, value: String)] {
    let evidence = analysis.classes.evidence
    var rows = MapEvidence.figureNames.compactMap { name in
      evidence.figures[name].map {
        (name: evidenceName(name), value: String(format: "%.4f", $0[analysis.report.prediction]))
      }
    }
    if let correlation = evidence.randomization {
      rows.append((name: "randomization (near 1: the image only)", value: String(format: "%.2f", correlation)))
    }
    return rows.isEmpty ? [(name: "none", value: "the visualizer offers none")] : rows
  }

  private static func evidenceName(_ name: String) -> String {
    name.replacing("_", with: " ") + (name == "insertion" ? " (more is better)" : " (less is better)")
  }

  private static func facts(_ report: SampleReport) -> [(name: String, value: String)] {
    let builtIn = report.builtIn.sorted { $0.key < $1.key }.map { (name: $0.key, value: short($0.value)) }
    return builtIn + report.metadata.map { (name: $0.0.name, value: $0.1.map(short) ?? "-") }
  }

  private static func short(_ value: ColumnValue) -> String {
    if case .float64(let number) = value { String(format: "%.5g", number) } else { value.description }
  }
}
