import Core
import Foundation
import PluginHost
import Store

/// Heat maps of a whole subset, as one array.
public struct SubsetMaps: Sendable {
  public var shape: [Int]
  public var targets: [String]
  public var method: String
  /// Samples that an earlier call had done.
  public var resumedFrom: Int
}

extension HeatMapQuestions {
  /// Writes the maps of all samples of a subset to a `.npy` file `[samples, targets, height, width]` float32, batch by batch, so
  /// that memory does not grow with the subset. What is stopped or killed goes on where it was when asked for again.
  public func write(
    ofSubset name: String, _ request: HeatMapRequest, to path: String, in open: OpenRun
  ) async throws -> SubsetMaps {
    guard let count = open.rows.range(of: name)?.count, count > 0 else {
      throw LeapError(
        .usage, doing: "drawing heat maps of '\(name)'", problem: "there is no such subset with samples",
        remedy: "choose from \(open.rows.subsets.filter { $0.count > 0 }.map(\.name).joined(separator: ", "))")
    }
    let source = try await RunImages(session, open)
    let painter = try await painter(of: source, method: request.method)
    var request = request
    request.method = painter.method
    // Samples of a subset are predicted to be of several classes.
    let targets = try request.targets.flatMap { try $0.targets(painter.model.ports, predicted: [0, 1]) }.map(\.name)
    let shape = [count, targets.count] + open.dataset.input.shape.suffix(2)
    let progress = MapProgress(path: path + ".progress", job: job(request, name, open))
    let array = try MappedArray(resuming: path, shape)
    let start = array.isResumed ? progress.done(of: count) : 0
    var done = start
    while done < count {
      try Task.checkCancellation()
      let rows = done..<min(done + HeatMapPainter<PluginModel>.batchSize, count)
      let batch = try await source.batch(ofSubset: name, rows)
      let maps = try await painter.paint(batch, try await painter.targets(request.targets, of: batch), request)
      array.tensor.setRows(from: done, to: maps.maps)
      done = rows.upperBound
      try progress.note(done)
      session.report(.progress(stage: "heatmap", done: Double(done), total: Double(count), unit: "samples", note: ""))
    }
    try array.finish()
    progress.remove()
    return SubsetMaps(shape: shape, targets: targets, method: painter.method, resumedFrom: start)
  }

  /// What the maps depend on.
  private func job(_ request: HeatMapRequest, _ subset: String, _ open: OpenRun) -> String {
    let options = request.options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let plugins = session.plugins.visualizers.map(\.fingerprint.hex)
    return Digest(
      of: [open.run.fingerprint, subset, request.method ?? "", request.layer ?? "", "\(request.targets)"] + options + plugins
    ).hex
  }
}

/// How many samples of a job are done, in a small file beside its array.
private struct MapProgress {
  let path: String
  let job: String

  /// How many samples are done; 0 where the file is of another job, or of none.
  func done(of count: Int) -> Int {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return 0 }
    let parts = text.split(separator: " ")
    guard parts.count == 2, parts[0] == job, let done = Int(parts[1]), (0...count).contains(done) else { return 0 }
    return done
  }

  func note(_ done: Int) throws { try writeWhole(Array("\(job) \(done)".utf8), to: path) }

  // A file that is left over is of another job for every later call.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
