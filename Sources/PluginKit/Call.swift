import PluginAPI

/// The host's table, the same for every call of the process.
// Written by the entry function before any other function of the library can run, and only ever with the same pointer.
nonisolated(unsafe) var host: UnsafePointer<leap_host>! = nil

/// How much a line of the log matters.
public enum LogLevel: Int32, Sendable { case debug, info, warning, error }

/// One call from the host: its log, progress, cancellation and threads. Valid until the function that received it returns;
/// usable from any thread until then.
public struct Call: @unchecked Sendable {
  // The ABI makes every host function that takes a leap_call thread-safe while the call runs.
  let raw: OpaquePointer?

  func fail(_ code: PluginError.Code, _ message: String) -> Int32 { host.pointee.fail(raw, code.rawValue, message) }

  /// Writes a line to the host's log; people see warnings and errors, and the rest when they ask for it.
  public func log(_ level: LogLevel, _ message: String) { host.pointee.log(raw, level.rawValue, message) }

  /// Reports that `done` of `total` units of work are done. Throws `.canceled` when the host wants the work to stop.
  public func progress(_ done: Double, of total: Double, _ note: String = "") throws {
    if host.pointee.progress(raw, done, total, note) != LEAP_OK {
      throw PluginError(.canceled, "canceled")
    }
  }

  /// Shows an early state of the result `key` to people who watch. The host may drop it, and one of before there were previews
  /// does.
  public func preview<Element: TensorElement>(_ key: String, _ values: [Element], shape: [Int]) {
    let needed = MemoryLayout<leap_host>.offset(of: \.preview)! + MemoryLayout<UnsafeRawPointer>.size
    guard Int(host.pointee.struct_size) >= needed, let show = host.pointee.preview else { return }
    values.withUnsafeBufferPointer { withTensor($0, shape: shape) { _ = show(raw, key, $0) } }
  }

  /// The number of bodies that `parallel` runs at the same time, at least 1.
  public var lanes: Int { Int(host.pointee.lanes(raw)) }

  /// Runs `body(lane, unit)` once for each unit of `0..<units`, on the host's threads, and returns when all have run.
  ///
  /// `lane` is below `lanes` and unique among bodies running at the same time. Which thread takes which unit differs from run
  /// to run, so results must depend on the unit alone. Not to be nested.
  public func parallel(_ units: Int, _ body: (_ lane: Int, _ unit: Int) -> Void) {
    guard units > 0 else { return }
    withoutActuallyEscaping(body) { body in
      var loop = Loop(body: body)
      withUnsafeMutablePointer(to: &loop) { loop in
        _ = host.pointee.parallel_for(
          raw, Int64(units), 1,
          { argument, lane, begin, end in
            let loop = argument!.assumingMemoryBound(to: Loop.self)
            for unit in begin..<end { loop.pointee.body(Int(lane), Int(unit)) }
          }, loop)
      }
    }
  }

  private struct Loop { let body: (Int, Int) -> Void }
}
