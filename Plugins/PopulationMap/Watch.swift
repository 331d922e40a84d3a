import Glibc
import PluginKit

/// Tells the host how far a run has come and shows it early maps, not more often than is of use. What it leaves out depends on
/// the clock; the map does not depend on what it leaves out.
final class Watch {
  private let call: Call
  /// Rows of the population, and those that make the map; the others have no place before its end.
  private let count: Int
  private let rows: [Int]
  private var told = -Double.infinity
  private var shown = -Double.infinity
  /// Seconds: canceling takes as long as one, and a map of 70,000 is copied and written in milliseconds.
  private static let betweenNotes = 0.05
  private static let betweenMaps = 0.3

  init(_ call: Call, count: Int, rows: [Int]) {
    self.call = call
    self.count = count
    self.rows = rows
  }

  /// - Parameter share: of the whole work that is done.
  /// - Throws: `.canceled`.
  func tell(_ share: Double, _ note: @autoclosure () -> String) throws {
    let now = Self.now
    guard now - told >= Self.betweenNotes else { return }
    told = now
    try call.progress(share, of: 1, note())
  }

  /// - Parameter map: `[rows]`.
  func show(_ map: () -> [SIMD2<Float>]) {
    let now = Self.now
    guard now - shown >= Self.betweenMaps, count > 0 else { return }
    shown = now
    var places = [SIMD2<Float>](repeating: SIMD2(.nan, .nan), count: count)
    for (row, place) in zip(rows, map()) { places[row] = place }
    call.preview("map", places.coordinates, shape: [count, 2])
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}

extension [SIMD2<Float>] {
  /// x and y in turn.
  var coordinates: [Float] { withUnsafeBytes { Array<Float>($0.bindMemory(to: Float.self)) } }
}
