import Core
import Pictures
import PluginHost

/// What a visualizer put for one sample, as a picture can be made of it. docs/abi.md says which fields each kind has.
struct VisualPayload {
  /// The title of the visualizer.
  let title: String
  let kind: String
  let results: Results

  /// - Parameters:
  ///   - image: the sample, which masks and boxes lie over.
  ///   - truth: its class, which bars of all the classes mark.
  func visual(image: ImagePayload, truth: Int?, classes: [String]) throws -> Visual {
    switch kind {
    case "image":
      let values = try floats("image", rank: 4)
      return .image(ImagePayload(values: values, shape: Array(results.tensors["image"]?.shape.dropFirst() ?? [])))
    case "bars":
      let marked = try int("truth") ?? (results.list == classes ? truth : nil)
      return .bars(labels: results.list, values: try floats("values", rank: 2), truth: marked)
    case "graph": return .graph(try series(), xTitle: results.texts["x_title"] ?? "", yTitle: results.texts["y_title"] ?? "")
    case "mask": return .mask(image, labels: try ints("mask", rank: 3), names: results.list)
    case "boxes": return .boxes(image, try boxes(), names: results.list)
    case "text": return .text(try text("text"))
    case "text-mask":
      let words = try text("text").split(separator: "\n").map(String.init)
      return .textMask(words: words, labels: try ints("labels", rank: 2), names: results.list)
    default: throw fault("kind", "is '\(kind)', which is none of image, bars, graph, mask, boxes, text and text-mask")
    }
  }

  private func fault(_ field: String, _ problem: String) -> LeapError {
    LeapError(.plugin, doing: "drawing visualizer '\(title)'", problem: "\(field) \(problem)", remedy: "tell its author")
  }

  private func tensor(_ field: String, _ dtype: DType, rank: Int) throws -> Tensor {
    guard let tensor = results.tensors[field] else { throw fault(field, "is missing") }
    guard tensor.dtype == dtype, tensor.shape.count == rank, tensor.shape[0] == 1 else {
      throw fault(field, "is \(tensor.dtype) of shape \(tensor.shape), not \(dtype) of \(rank) dimensions for 1 sample")
    }
    return tensor
  }

  private func floats(_ field: String, rank: Int) throws -> [Float] { try tensor(field, .float32, rank: rank).floats }
  private func ints(_ field: String, rank: Int) throws -> [Int] { try tensor(field, .int64, rank: rank).int64s.map { Int($0) } }
  private func int(_ field: String) throws -> Int? { results.integers[field].map { Int($0) } }
  private func text(_ field: String) throws -> String {
    guard let text = results.texts[field] else { throw fault(field, "is missing") }
    return text
  }

  /// "y" `[1, series, points]`, "x" `[1, points]` or the numbers from 0.
  private func series() throws -> [Chart.Series] {
    let y = try tensor("y", .float32, rank: 3)
    let (count, points) = (y.shape[1], y.shape[2])
    let x = results.tensors["x"] == nil ? (0..<points).map(Float.init) : try floats("x", rank: 2)
    guard x.count == points else { throw fault("x", "has \(x.count) values for \(points) points") }
    guard results.list.count == count else { throw fault("labels", "are \(results.list.count) for \(count) series") }
    let values = y.floats
    return (0..<count).map { series in
      let line = values[series * points..<(series + 1) * points]
      let dots = zip(x, line).map { x, y in Chart.Value(.number(Double(x)), Double(y)) }
      return Chart.Series(results.list[series], dots)
    }
  }

  /// "boxes" `[1, m, 6]`: x, y, width, height in pixels, label, score.
  private func boxes() throws -> [LabeledBox] {
    let values = try tensor("boxes", .float32, rank: 3)
    guard values.shape[2] == 6 else { throw fault("boxes", "have \(values.shape[2]) values each, not 6") }
    let all = values.floats
    return stride(from: 0, to: all.count, by: 6).map { i in
      let (label, score): (Int, Float?) = (Int(exactly: all[i + 4]) ?? -1, all[i + 5])
      return LabeledBox(x: all[i], y: all[i + 1], width: all[i + 2], height: all[i + 3], label: label, score: score)
    }
  }
}
