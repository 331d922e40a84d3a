import Pictures
import Pipeline
import Core

/// Misread samples in a grid: image, map of the prediction, map of the loss.
struct WorstSamples {
  let open: OpenRun
  let samples: [SampleID]
  /// One target each.
  let prediction: HeatMaps
  let loss: HeatMaps

  private static let size = 140

  func drawn() -> RGBImage {
    let styles = [style(of: prediction), style(of: loss)]
    let cells = samples.enumerated().flatMap { i, sample -> [(picture: RGBImage, caption: String)] in
      let image = plane(prediction.inputs.floats(rows: i..<i + 1), channels: prediction.inputs.shape[1])
      let maps = [(prediction, styles[0]), (loss, styles[1])].map { maps, style in
        heatMapOverlay(image: image, map: plane(maps.maps.floats(rows: i..<i + 1), channels: 1), style: style)
      }
      return [
        (grayImage(image, zoom: styles[0].zoom), "\(sample)"), (maps[0], reading(sample)), (maps[1], "loss"),
      ]
    }
    return ContactSheet(cells: cells, columns: 6).drawn(on: Panel.background)
  }

  private func reading(_ sample: SampleID) -> String {
    // A picture without a caption is still worth showing.
    guard let report = try? SampleQuestions(open).report(of: sample) else { return "" }
    func name(_ index: Int) -> String { report.name(ofClass: index) ?? "\(index)" }
    return "\(report.label.map(name) ?? "-") read as \(name(report.prediction))"
  }

  private func plane(_ values: [Float], channels: Int) -> Plane {
    let shape = prediction.inputs.shape
    return Plane(meanOf: values, channels: channels, height: shape[2], width: shape[3])
  }

  private func style(of maps: HeatMaps) -> HeatMapStyle {
    let values = maps.maps.floats
    let shape = maps.inputs.shape
    return HeatMapStyle(
      isSigned: values.contains { $0 < 0 }, scale: values.reduce(0) { max($0, abs($1)) },
      zoom: max(1, Self.size / max(shape[2], shape[3])))
  }
}
