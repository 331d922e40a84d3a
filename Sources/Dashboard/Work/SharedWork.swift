import Synchronization

/// Work by its name: who asks for what is under way waits for it, what is finished is kept within a bound, and what nobody waits
/// for any more is canceled. Failures are not kept.
final class SharedWork<Value: Sendable>: Sendable {
  private struct Kept {
    let value: Value
    let cost: Int
    var used: UInt64
  }
  private struct Running {
    let task: Task<Value, any Error>
    let number: UInt64
    var waiting: Int
  }
  private struct State {
    var kept: [String: Kept] = [:]
    var running: [String: Running] = [:]
    var cost = 0
    var clock: UInt64 = 0
  }

  private let state = Mutex(State())
  private let limit: Int
  private let cost: @Sendable (Value) -> Int

  /// - Parameters:
  ///   - limit: of the sum of costs of what is kept.
  init(limit: Int, cost: @escaping @Sendable (Value) -> Int) {
    self.limit = limit
    self.cost = cost
  }

  /// - Parameters:
  ///   - keeps: whether the value is worth keeping; work under way is shared in any case.
  func value(
    _ name: String, keeps: Bool = true, _ make: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let joined: (value: Value?, task: Task<Value, any Error>?, number: UInt64) = state.withLock { state in
      state.clock += 1
      if var kept = state.kept[name] {
        kept.used = state.clock
        state.kept[name] = kept
        return (kept.value, nil, 0)
      }
      if var running = state.running[name] {
        running.waiting += 1
        state.running[name] = running
        return (nil, running.task, running.number)
      }
      let number = state.clock
      let task = Task {
        do {
          let value = try await make()
          self.finish(name, number, keeps ? value : nil)
          return value
        } catch {
          self.finish(name, number, nil)
          throw error
        }
      }
      state.running[name] = Running(task: task, number: number, waiting: 1)
      return (nil, task, number)
    }
    if let value = joined.value { return value }
    guard let task = joined.task else { preconditionFailure("neither kept nor under way") }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      leave(name, joined.number)
    }
  }

  /// How many wait for the work of a name; 0 where it is not under way.
  func waiting(for name: String) -> Int { state.withLock { $0.running[name]?.waiting ?? 0 } }

  private func finish(_ name: String, _ number: UInt64, _ value: Value?) {
    state.withLock { state in
      if state.running[name]?.number == number { state.running[name] = nil }
      guard let value else { return }
      let cost = cost(value)
      guard cost <= limit else { return }
      state.cost += cost - (state.kept[name]?.cost ?? 0)
      state.kept[name] = Kept(value: value, cost: cost, used: state.clock)
      while state.cost > limit, let oldest = state.kept.min(by: { $0.value.used < $1.value.used }) {
        state.cost -= oldest.value.cost
        state.kept[oldest.key] = nil
      }
    }
  }

  private func leave(_ name: String, _ number: UInt64) {
    let task = state.withLock { state -> Task<Value, any Error>? in
      guard var running = state.running[name], running.number == number else { return nil }
      running.waiting -= 1
      state.running[name] = running.waiting > 0 ? running : nil
      return running.waiting > 0 ? nil : running.task
    }
    task?.cancel()
  }
}
