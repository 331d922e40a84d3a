import ArgumentParser
import Core
import Foundation
import Pipeline
import PluginHost
import Store

struct HeatMapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heatmap",
    abstract: "Draw which pixels speak for a class, or drive the loss, or make two samples alike.",
    discussion: """
      --output ending in .png draws the maps over the image, all on one scale; ending in .npy writes the numbers,
      [samples, classes, height, width] float32. --evidence measures how far each map can be believed. --subset maps a whole
      subset, in batches, and goes on where it was stopped.

      Example: leap-host heatmap validation:11701 --class all --output map.png
      Example: leap-host heatmap validation:11701 --method integrated-gradients --class 6-5 --evidence --output map.png
      Example: leap-host heatmap test:5012 --pair validation:9736 --output pair.png
      Example: leap-host heatmap --subset validation --method gradcam --output maps.npy
      Example: leap-host heatmap --weights model.safetensors --input images.npy --method saliency --class all --output maps.npy
      """)

  @Argument(help: "Samples as subset:index.")
  var samples: [String] = []
  @Option(name: .long, help: "gradcam, saliency, integrated-gradients, ... as your visualizer offers; by default its first.")
  var method: String?
  @Option(name: .long, help: "The layer that methods like gradcam look at; by default the last convolution.")
  var layer: String?
  @Option(
    name: .customLong("class"),
    help: "A class number, all, loss, prediction, 9-4 for a difference, or a layer's unit like conv2:5.")
  var target = "prediction"
  @Option(name: .long, help: "A second sample: maps of what makes the two alike.")
  var pair: String?
  @Option(name: .long, help: "How --pair compares features: cosine or l2.")
  var metric = PairMaps.Metric.cosine
  @Option(name: .long, help: "All samples of this subset (.npy only).")
  var subset: String?
  @Flag(name: .long, help: "Measure how far each map can be believed.")
  var evidence = false
  @Option(name: .customLong("option"), help: "An option of the method, like steps=100. Repeatable.")
  var options: [String] = []
  @Option(name: .long, help: "A .png or .npy file.", completion: .file())
  var output: String?
  @Flag(name: .long, help: "Write the maps at the layer's own size (.npy only).")
  var raw = false
  @OptionGroup var arrays: ArrayOptions
  @OptionGroup var project: ProjectOptions
  @OptionGroup var which: RunOption
  @OptionGroup var format: OutputOptions

  private var doing: String { "drawing a heat map" }

  mutating func run() async throws {
    let request = HeatMapRequest(
      method: method, layer: layer, targets: [try TargetChoice(parsing: target)], evidence: evidence,
      options: try MethodOptions.parsed(options), isPicture: output?.hasSuffix(".png") == true)
    guard let output, output.hasSuffix(".png") || output.hasSuffix(".npy") else {
      throw LeapError(.usage, doing: doing, problem: "there is no place for it", remedy: "add --output FILE.png or FILE.npy")
    }
    let isArray = output.hasSuffix(".npy")
    guard isArray || !raw && subset == nil else {
      throw LeapError(
        .usage, doing: doing, problem: "\(raw ? "--raw" : "--subset") writes numbers", remedy: "let --output end in .npy")
    }
    try checkSources()
    if let subset { return try await write(subset, request, to: output) }
    if let pair { return try await draw(pair: pair, request, to: output, isArray: isArray) }
    let maps = try await draw(request)
    let values = raw ? maps.raw ?? maps.maps : maps.maps
    let names = samples.isEmpty ? (0..<maps.inputs.shape[0]).map { "\($0)" } : samples
    if isArray {
      try OutsideArrays.write(values, to: output)
    } else {
      try writeWhole(try HeatMapPicture(maps: [maps], names: names, title: maps.method).drawn().png(), to: output)
    }
    if format.json {
      return try Output.json(
        HeatMapAnswer(maps, values: values, of: samples, layer: layer, output: output, showsEvidence: evidence))
    }
    Output.text("\(maps.method) of \(maps.targets.joined(separator: ", ")): \(output)")
    if evidence { EvidenceText.show(maps, names: names) }
  }

  /// Exactly one of samples, a subset and arrays.
  private func checkSources() throws {
    let sources = [!samples.isEmpty, subset != nil, try arrays.isUsed(doing: doing)]
    guard sources.count(where: { $0 }) == 1 else {
      throw LeapError(
        .usage, doing: doing,
        problem: sources.contains(true) ? "samples, --subset and --input exclude each other" : "no sample is named",
        remedy: sources.contains(true) ? "give one of them" : "name one, like validation:11701")
    }
    guard pair == nil || samples.count == 1 else {
      throw LeapError(
        .usage, doing: doing, problem: "--pair compares one sample with another",
        remedy: "name one sample, and the other after --pair")
    }
    guard pair == nil || !raw && !evidence else {
      throw LeapError(
        .usage, doing: doing, problem: "--pair has maps at the image's size, without evidence",
        remedy: "leave --raw and --evidence out")
    }
  }

  private func draw(_ request: HeatMapRequest) async throws -> HeatMaps {
    if try arrays.isUsed(doing: doing) {
      return try await arrays.open(project, ProgressReport(isQuiet: true).reporter).heatMaps(request)
    }
    let (session, open) = try project.opened(which, ProgressReport(isQuiet: true).reporter)
    return try await HeatMapQuestions(session).maps(of: samples.map { try SampleID(parsing: $0) }, request, in: open)
  }

  private func draw(pair: String, _ request: HeatMapRequest, to output: String, isArray: Bool) async throws {
    let (session, open) = try project.opened(which, ProgressReport(isQuiet: true).reporter)
    let found = try await HeatMapQuestions(session).pair(
      (SampleID(parsing: samples[0]), SampleID(parsing: pair)), request, metric: metric, in: open)
    if isArray {
      let both = Tensor(.float32, [2] + found.first.maps.shape.dropFirst())
      both.setRows(from: 0, to: found.first.maps)
      both.setRows(from: 1, to: found.second.maps)
      try OutsideArrays.write(both, to: output)
    } else {
      let title = "\(found.first.method): what makes them alike, \(metric.rawValue) \(String(format: "%.4f", found.value))"
      try writeWhole(
        try HeatMapPicture(maps: [found.first, found.second], names: [samples[0], pair], title: title).drawn().png(), to: output)
    }
    if format.json { return try Output.json(PairAnswer(found, of: [samples[0], pair], contributions: 10, output: output)) }
    Output.text("\(found.first.method), \(metric.rawValue) \(String(format: "%.4f", found.value)): \(output)\n")
    Output.table(
      ["feature", "share"], found.contributions.prefix(10).map { ["\($0.feature)", String(format: "%.1f%%", 100 * $0.share)] })
  }

  private func write(_ subset: String, _ request: HeatMapRequest, to output: String) async throws {
    guard !raw, !evidence else {
      throw LeapError(
        .usage, doing: doing, problem: "--subset writes maps at the image's size, without evidence",
        remedy: "leave --raw and --evidence out, or name samples")
    }
    let (session, open) = try project.opened(which, ProgressReport().reporter)
    let maps = try await HeatMapQuestions(session).write(ofSubset: subset, request, to: output, in: open)
    if format.json { return try Output.json(HeatMapAnswer(maps, layer: layer, output: output)) }
    let resumed = maps.resumedFrom > 0 ? ", of which \(maps.resumedFrom) were there already" : ""
    Output.text("\(maps.method) of \(maps.targets.joined(separator: ", ")), \(maps.shape[0]) samples\(resumed): \(output)")
  }
}

extension PairMaps.Metric: ExpressibleByArgument {}
