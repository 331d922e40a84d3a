import ArgumentParser
import Core
import Foundation
import Pictures
import Pipeline
import PluginHost
import Store

struct HeatMapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heatmap",
    abstract: "Draw which pixels speak for a class, or drive the loss.",
    discussion: """
      --output ending in .png draws the maps over the image, all on one scale; ending in .npy writes the numbers,
      [samples, classes, height, width] float32.

      Example: leap-host heatmap validation:11701 --class all --output map.png
      Example: leap-host heatmap validation:11701 --method gradcam --layer conv1 --class 6 --output map.png
      Example: leap-host heatmap --weights model.safetensors --input images.npy --method saliency --class all --output maps.npy
      """)

  @Argument(help: "Samples as subset:index.")
  var samples: [String] = []
  @Option(name: .long, help: "saliency or gradcam, or what your visualizer offers; by default its first.")
  var method: String?
  @Option(name: .long, help: "The layer that gradcam looks at; by default the last convolution.")
  var layer: String?
  @Option(name: .customLong("class"), help: "A class number, all, loss, prediction, or 9-4 for a difference.")
  var classes = "prediction"
  @Option(name: .long, help: "A .png or .npy file.", completion: .file())
  var output: String?
  @Flag(name: .long, help: "Write the maps at the layer's own size (.npy only).")
  var raw = false
  @OptionGroup var arrays: ArrayOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var format: OutputOptions

  mutating func run() async throws {
    let doing = "drawing a heat map"
    let request = HeatMapRequest(method: method, layer: layer, classes: try ClassChoice(parsing: classes))
    guard let output, output.hasSuffix(".png") || output.hasSuffix(".npy") else {
      throw LeapError(.usage, doing: doing, problem: "there is no place for it", remedy: "add --output FILE.png or FILE.npy")
    }
    guard !raw || output.hasSuffix(".npy") else {
      throw LeapError(.usage, doing: doing, problem: "--raw writes numbers", remedy: "let --output end in .npy")
    }
    let maps = try await draw(request, doing)
    let values = raw ? maps.raw ?? maps.maps : maps.maps
    if output.hasSuffix(".npy") {
      try OutsideArrays.write(values, to: output)
    } else {
      try writeWhole(try picture(of: maps).png(), to: output)
    }
    let names = maps.targets.map(\.label)
    if format.json {
      return try Output.json(
        HeatMapJSON(
          samples: samples, method: maps.method, layer: layer, targets: names, shape: values.shape, output: output,
          maximum: Double(values.floats.map(abs).max() ?? 0)))
    }
    Output.text("\(maps.method) of \(names.joined(separator: ", ")): \(output)")
  }

  private func draw(_ request: HeatMapRequest, _ doing: String) async throws -> HeatMaps {
    let report = ProgressReport(isQuiet: true).reporter
    if try arrays.isUsed(doing: doing) {
      guard samples.isEmpty else {
        throw LeapError(.usage, doing: doing, problem: "samples and --input exclude each other", remedy: "give one of them")
      }
      return try await arrays.open(project, report).heatMaps(request)
    }
    guard !samples.isEmpty else {
      throw LeapError(.usage, doing: doing, problem: "no sample is named", remedy: "name one, like validation:11701")
    }
    let session = try project.session(readingOnly: true, report)
    let open = try OpenRun(store: session.store, project: session.plan.name, name: which.name)
    return try await session.heatMaps(of: samples.map { try SampleID(parsing: $0) }, request, in: open)
  }

  /// One row an image: the image itself, then its maps, all on one scale.
  private func picture(of maps: HeatMaps) throws -> RGBImage {
    let shape = maps.inputs.shape
    let (channels, height, width) = (shape[1], shape[2], shape[3])
    guard shape[0] >= 1, shape[0] * maps.targets.count <= 1000 else {
      throw LeapError(
        .usage, doing: "drawing a heat map", problem: "\(shape[0] * maps.targets.count) maps are too many for one picture",
        remedy: "let --output end in .npy")
    }
    let values = maps.maps.floats
    let isSigned = values.contains { $0 < 0 }
    let style = HeatMapStyle(
      isSigned: isSigned, scale: values.reduce(0) { max($0, abs($1)) }, zoom: max(1, min(10, 280 / max(height, width))))
    let size = height * width
    let inputs = maps.inputs.floats
    var cells: [(picture: RGBImage, caption: String)] = []
    for i in 0..<shape[0] {
      let image = Plane(
        meanOf: Array(inputs[i * channels * size..<(i + 1) * channels * size]), channels: channels, height: height, width: width)
      cells.append((grayImage(image, zoom: style.zoom), samples.isEmpty ? "\(i)" : samples[i]))
      for (t, target) in maps.targets.enumerated() {
        let start = (i * maps.targets.count + t) * size
        let map = Plane(Array(values[start..<start + size]), height: height, width: width)
        cells.append((heatMapOverlay(image: image, map: map, style: style), target.label))
      }
    }
    return ContactSheet(
      cells: cells, columns: min(maps.targets.count + 1, maps.targets.count > 5 ? 4 : 6), title: maps.method,
      colorBar: ColorBar(style)
    ).drawn()
  }
}

extension VisualTarget {
  /// As captions and JSON name it.
  var label: String {
    switch self {
    case .score(let index): "class \(index)"
    case .loss: "loss"
    case .difference(let first, let second): "class \(first) - \(second)"
    }
  }
}

struct HeatMapJSON: Encodable {
  let samples: [String]
  let method: String
  let layer: String?
  let targets: [String]
  let shape: [Int]
  let output: String
  /// The largest magnitude of all maps.
  let maximum: Double
}
