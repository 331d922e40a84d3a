import Core
import Foundation
import Store

/// The population map of a run, as it is shown.
public struct PopulationView: Sendable {
  /// Places of all samples on the map, `[samples]`, in the order of the run's rows.
  public var places: [SIMD2<Float>]
  /// The run whose map this one was turned to; nil where it is the first, or no other has the same samples.
  public var alignedTo: String?
  /// Whether it is what an unfinished or stopped stage last showed.
  public var isPreview: Bool
  /// How the run's own map was turned; nil where it is shown as it is.
  var alignment: MapAlignment?
}

/// Questions about the population map of a run.
public struct PopulationQuestions: Sendable {
  private let open: OpenRun
  public init(_ open: OpenRun) { self.open = open }

  /// The name of the map's array in a run's folder, `[samples, 2]` float32.
  public static let mapFile = "map.npy"
  /// The name of the array that a map under way last showed.
  public static var previewFile: String { Preview.fileName(for: "map") }

  /// The run's map, turned as a whole to that of the project's first run with the same samples, so that a group of samples stays
  /// where it was from run to run.
  /// - Throws: when the run has no map, nor a preview of one.
  public func view() throws -> PopulationView {
    let run = open.run
    let preview = run.path(Self.previewFile)
    guard let (own, isPreview) = try places(run.path(Self.mapFile)).map({ ($0, false) }) ?? places(preview).map({ ($0, true) })
    else {
      throw LeapError(
        .usage, doing: "opening the population map of \(run.name)", problem: "it has none",
        remedy: "add libPopulationMap.so to `analyzers` in leap.yaml and run: leap-host run")
    }
    for other in try earlierRuns() {
      guard let target = try? places(other.path(Self.mapFile)), target.count == own.count else { continue }
      let alignment = MapAlignment(of: own, to: target)
      return PopulationView(
        places: alignment.map { alignment in own.map { alignment.place($0) } } ?? own, alignedTo: other.name,
        isPreview: isPreview, alignment: alignment)
    }
    return PopulationView(places: own, alignedTo: nil, isPreview: isPreview)
  }

  /// The run to whose map this one's is turned, found without reading either; nil where it is the first.
  public func isAlignedTo() throws -> String? {
    try earlierRuns().first { FileManager.default.fileExists(atPath: $0.path(Self.mapFile)) }?.name
  }

  /// Earlier runs of the project with the same samples, the first one first.
  private func earlierRuns() throws -> [Run] {
    try open.store.runs(ofProject: open.run.project).sorted { $0.id < $1.id }.filter { other in
      try other.id < open.run.id && open.store.dataset(of: other)?.subsets == open.dataset.subsets
    }
  }

  /// - Returns: nil where there is no such file.
  private func places(_ path: String) throws -> [SIMD2<Float>]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let (shape, values) = try ArrayFile.readFloats(path)
    let count = open.rows.count
    guard shape == [count, 2] else {
      throw LeapError(
        .data, doing: "reading '\(path)'", problem: "it has shape \(shape), not [\(count), 2]",
        remedy: "delete it and run again: leap-host run")
    }
    return (0..<count).map { SIMD2(values[2 * $0], values[2 * $0 + 1]) }
  }
}
