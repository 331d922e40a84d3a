// Kernels has seven wings. Base is used by all and uses none; Neighbors uses LinearAlgebra. Network, Images, LinearAlgebra, Layout and
// Statistics use Base alone, but that settings of Images throw NetworkError.

/// How work is spread over threads; the threads themselves belong to the caller.
///
/// Units are never cut by the number of lanes, and every sum over units is taken in their order, so results are equal to
/// the last bit for any number of lanes.
public struct Parallel: Sendable {
  /// At most this many bodies run at the same time.
  public let lanes: Int
  /// Runs body(lane, unit) once for each unit in 0..<units and returns when all are done; lane < lanes is unique among
  /// the bodies that run at the same time, so it may name scratch memory.
  public let run: @Sendable (_ units: Int, _ body: (_ lane: Int, _ unit: Int) -> Void) -> Void

  /// A way to run work on `lanes` threads, at least one; `run` keeps the promises that the property of that name makes.
  public init(lanes: Int, run: @escaping @Sendable (_ units: Int, _ body: (_ lane: Int, _ unit: Int) -> Void) -> Void) {
    self.lanes = max(1, lanes)
    self.run = run
  }

  /// Everything on the calling thread.
  public static let serial = Parallel(lanes: 1) { units, body in
    for unit in 0..<units { body(0, unit) }
  }
}
