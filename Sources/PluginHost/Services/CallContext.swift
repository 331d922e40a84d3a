import Core
import Synchronization

/// How far a long call has come.
public struct CallProgress: Sendable {
  public var done: Double
  public var total: Double
  public var note: String
}

/// Where calls report to.
public struct CallObserver: Sendable {
  public enum Level: Int32, Sendable { case debug, info, warning, error }
  public var log: @Sendable (Level, String) -> Void
  public var progress: @Sendable (CallProgress) -> Void
  /// Early states of results, by key.
  public var preview: (@Sendable (String, Tensor) -> Void)?
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
