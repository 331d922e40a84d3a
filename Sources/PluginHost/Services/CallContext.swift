import Core
import Synchronization

/// How far a long call has come.
public struct CallProgress: Sendable {
  /// The work done so far, in the unit of `total`.
  public var done: Double
  /// All of the work, in a unit that the plugin chooses.
  public var total: Double
  /// What the plugin is doing; empty where it does not say.
  public var note: String
}

/// The functions that hear what plugins report during calls.
public struct CallObserver: Sendable {
  /// How much a message matters; raw values are those of the ABI.
  public enum Level: Int32, Sendable { case debug, info, warning, error }
  /// Gets the messages that a plugin logs, on any thread while a call runs.
  public var log: @Sendable (Level, String) -> Void
  /// Gets the progress of long calls, on any thread while a call runs.
  public var progress: @Sendable (CallProgress) -> Void
  /// Gets a copy of the early state of a result, by its key, on any thread while a call runs; nil: nobody watches.
  public var preview: (@Sendable (String, Tensor) -> Void)?
  /// An observer that drops what it has no function for.
  public init(
    log: @escaping @Sendable (Level, String) -> Void = { _, _ in },
    progress: @escaping @Sendable (CallProgress) -> Void = { _ in },
    preview: (@Sendable (String, Tensor) -> Void)? = nil
  ) {
    self.log = log
    self.progress = progress
    self.preview = preview
  }
}

/// What stands behind a `leap_call`: the error slot, cancellation, log and progress of one call.
final class CallContext: Sendable {
  let observer: CallObserver
  private let failure = Mutex<(code: Int32, message: String)?>(nil)
  private let canceled = Atomic<Bool>(false)

  init(observer: CallObserver) { self.observer = observer }

  func cancel() { canceled.store(true, ordering: .relaxed) }
  var isCancelled: Bool { canceled.load(ordering: .relaxed) }

  /// Keeps the first message of a call: the innermost cause.
  func fail(_ code: Int32, _ message: String) {
    failure.withLock { if $0 == nil { $0 = (code, message) } }
  }
  var message: String? { failure.withLock { $0?.message } }

  /// The handle that crosses the border; valid while `self` is alive.
  var handle: OpaquePointer { OpaquePointer(Unmanaged.passUnretained(self).toOpaque()) }
  static func from(_ handle: OpaquePointer?) -> CallContext? {
    handle.map { Unmanaged<CallContext>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }
}
