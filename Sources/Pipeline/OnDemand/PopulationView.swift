import Core
import Foundation
import Store

/// The population map of a run, as it is shown.
public struct PopulationView: Sendable {
  /// `[samples]`, in the order of the run's rows.
  public var places: [SIMD2<Float>]
  /// The run whose map this one was turned to; nil where it is the first, or no other has the same samples.
  public var alignedTo: String?
  /// Whether it is what an unfinished or stopped stage last showed.
  public var isPreview: Bool
}

extension OpenRun {
  static let mapFile = "map.npy"

  /// The run's map, turned as a whole to that of the project's first run with the same samples, so that a group of samples stays
  /// where it was from run to run.
  /// - Throws: when the run has no map, nor a preview of one.
  public func populationView() throws -> PopulationView {
    let preview = run.path(Preview.fileName(for: "map"))
    guard let (own, isPreview) = try places(run.path(Self.mapFile)).map({ ($0, false) }) ?? places(preview).map({ ($0, true) })
    else {
      throw LeapError(
        .usage, doing: "opening the population map of \(run.name)", problem: "it has none",
        remedy: "add libPopulationMap.so to `analyzers` in leap.yaml and run: leap-host run")
    }
    for other in try store.runs(ofProject: run.project).sorted(by: { $0.id < $1.id }) where other.id < run.id {
      guard try store.dataset(of: other)?.subsets == dataset.subsets,
        let target = try? places(other.path(Self.mapFile)), target.count == own.count
      else { continue }
      return PopulationView(places: MapAlignment.aligned(own, to: target), alignedTo: other.name, isPreview: isPreview)
    }
    return PopulationView(places: own, alignedTo: nil, isPreview: isPreview)
  }

  /// - Returns: nil where there is no such file.
  private func places(_ path: String) throws -> [SIMD2<Float>]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let (shape, values) = try ArrayFile.readFloats(path)
    guard shape == [rows.count, 2] else {
      throw LeapError(
        .data, doing: "reading '\(path)'", problem: "it has shape \(shape), not [\(rows.count), 2]",
        remedy: "delete it and run again: leap-host run")
    }
    return (0..<rows.count).map { SIMD2(values[2 * $0], values[2 * $0 + 1]) }
  }

  /// A whole column.
  /// - Throws: when the run has none of that name, with the nearest one that it has.
  public func column(_ name: String) throws -> (info: ColumnInfo, values: ColumnValues) {
    if let found = try store.column(name, of: run) { return found }
    let known = try store.columns(of: run).map(\.name)
    throw LeapError(
      .usage, doing: "reading column '\(name)'", problem: "\(run.name) has no such column",
      remedy: nearestWord(to: name, among: known).map { "did you mean '\($0)'?" }
        ?? "choose from \(known.joined(separator: ", "))")
  }
}
