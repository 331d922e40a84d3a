import Core
import Pictures
import Pipeline

/// Heat maps for people: each image beside its maps, all on one scale.
struct HeatMapPicture {
  /// One of these has the maps of one or more images, with the same targets.
  let maps: [HeatMaps]
  /// Names of all the images, in order.
  let names: [String]
  let title: String

  /// More than this is no picture any more.
  private static let mostCells = 1000

  func drawn() throws -> RGBImage {
    let count = maps.reduce(0) { $0 + $1.inputs.shape[0] }
    let targets = maps.first?.targets.count ?? 0
    guard count >= 1, count * targets <= Self.mostCells else {
      throw LeapError(
        .usage, doing: "drawing a heat map", problem: "\(count * targets) maps are too many for one picture",
        remedy: "let --output end in .npy")
    }
    let style = style()
    var cells: [(picture: RGBImage, caption: String)] = []
    var names = names.makeIterator()
    for set in maps { cells += self.cells(of: set, style) { names.next() ?? "" } }
    return ContactSheet(
      cells: cells, columns: min(targets + 1, targets > 5 ? 4 : 6), title: title, colorBar: ColorBar(style)
    ).drawn()
  }

  /// One scale for all maps, so that they can be compared.
  private func style() -> HeatMapStyle {
    let values = maps.flatMap { $0.maps.floats }
    let (height, width) = (maps[0].inputs.shape[2], maps[0].inputs.shape[3])
    return HeatMapStyle(
      isSigned: values.contains { $0 < 0 }, scale: values.reduce(0) { max($0, abs($1)) },
      zoom: max(1, min(10, 280 / max(height, width))))
  }

  private func cells(
    of set: HeatMaps, _ style: HeatMapStyle, name: () -> String
  ) -> [(picture: RGBImage, caption: String)] {
    let shape = set.inputs.shape
    let (channels, height, width, targets) = (shape[1], shape[2], shape[3], set.targets.count)
    let (size, inputs, values) = (height * width, set.inputs.floats, set.maps.floats)
    var cells: [(picture: RGBImage, caption: String)] = []
    for i in 0..<shape[0] {
      let image = Plane(
        meanOf: Array(inputs[i * channels * size..<(i + 1) * channels * size]), channels: channels, height: height, width: width)
      cells.append((grayImage(image, zoom: style.zoom), name()))
      for (t, target) in set.targets.enumerated() {
        let start = (i * targets + t) * size
        let map = Plane(Array(values[start..<start + size]), height: height, width: width)
        cells.append((heatMapOverlay(image: image, map: map, style: style), target))
      }
    }
    return cells
  }
}
