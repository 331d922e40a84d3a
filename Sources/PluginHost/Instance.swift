import Core
import Dispatch
import PluginAPI
import Synchronization

/// A plugin's object and the one thread at a time that may call it.
///
/// Calls run on a queue of their own, never on the cooperative pool, because a plugin may block. The lock lets another
/// plugin's call come in on its own thread (a visualizer that asks the model) without ever being concurrent.
// `raw` is used only with `lock` held; everything else is immutable.
final class Instance: @unchecked Sendable {
  let component: PluginComponent
  private let raw: OpaquePointer
  private let queue: DispatchQueue
  private let lock = Mutex(())
  let observer: CallObserver

  /// Creates the object with options that have passed the component's schema.
  init(_ component: PluginComponent, optionsJSON: String, observer: CallObserver) async throws {
    let queue = DispatchQueue(label: "leap.\(component.id)")
    self.component = component
    self.observer = observer
    self.queue = queue
    let context = CallContext(observer: observer)
    let options = try OptionsHandle(json: optionsJSON)
    let made = await Self.onQueue(queue) {
      var instance: OpaquePointer?
      let status = component.raw.pointee.create(component.raw, context.handle, options.handle, &instance)
      return Made(status: status, instance: instance)
    }
    guard made.status == LEAP_OK, let instance = made.instance else {
      throw Self.error(component, "creating it", made.status, context)
    }
    raw = instance
  }

  private struct Made: @unchecked Sendable {  // carries the pointer from the queue to its only owner
    let status: Int32
    let instance: OpaquePointer?
  }

  deinit {
    let (component, address) = (component, UInt(bitPattern: raw))
    queue.async { component.raw.pointee.destroy(OpaquePointer(bitPattern: address)) }
  }

  /// One call on the instance's own queue. Canceling the task cancels the call.
  /// - Parameters:
  ///   - doing: completes "plugin X failed while ...".
  ///   - body: gets the instance and the call; answers a status.
  @discardableResult
  func call(
    _ doing: String, observer: CallObserver? = nil, _ body: @escaping @Sendable (OpaquePointer, OpaquePointer) -> Int32
  ) async throws -> Int32 {
    let context = CallContext(observer: observer ?? self.observer)
    let status = await withTaskCancellationHandler {
      await Self.onQueue(queue) { self.enter(context, body) }
    } onCancel: {
      context.cancel()
    }
    guard status >= 0 else { throw Self.error(component, doing, status, context) }
    return status
  }

  /// A call that comes in from another plugin's call, on that call's thread.
  func nested(_ context: CallContext, _ body: (OpaquePointer, OpaquePointer) -> Int32) -> Int32 { enter(context, body) }

  private func enter(_ context: CallContext, _ body: (OpaquePointer, OpaquePointer) -> Int32) -> Int32 {
    lock.withLock { _ in
      let status = body(raw, context.handle)
      return status
    }
  }

  private static func onQueue<Value: Sendable>(_ queue: DispatchQueue, _ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: body()) } }
  }

  private static func error(_ component: PluginComponent, _ doing: String, _ status: Int32, _ context: CallContext) -> any Error {
    if Int(status) == LEAP_ECANCELLED { return CancellationError() }
    let kind: LeapError.Kind =
      switch Int(status) {
      case LEAP_EARG, LEAP_EUNSUPPORTED: .usage
      case LEAP_EDATA, LEAP_EIO, LEAP_ENOTFOUND: .data
      default: .plugin
      }
    return LeapError(
      kind, doing: "plugin '\(component.library)' \(doing)",
      problem: context.message ?? "failed with status \(status) and no message")
  }
}
