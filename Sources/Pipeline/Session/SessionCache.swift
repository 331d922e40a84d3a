/// Models, data sets and analyzers that work on demand has opened, kept so that the next question finds them ready.
///
/// Each is made once, whoever asks at the same time, and lives until others have been asked for more recently. A failure is not kept.
actor SessionCache {
  private struct Entry {
    let task: Task<any Sendable, any Error>
    var used: Int
  }
  private var entries: [String: Entry] = [:]
  private var clock = 0
  /// Enough for the parts of a few runs.
  private let limit = 24

  /// The part of that name, made by `make` where there is none. Canceling the caller does not stop what others may wait for.
  /// - Precondition: a name stands for parts of one type.
  func part<Part: Sendable>(_ name: String, _ make: @escaping @Sendable () async throws -> Part) async throws -> Part {
    clock += 1
    let task = entries[name]?.task ?? Task { Kept(part: try await make()) as any Sendable }
    entries[name] = Entry(task: task, used: clock)
    if entries.count > limit, let oldest = entries.min(by: { $0.value.used < $1.value.used })?.key { entries[oldest] = nil }
    do {
      guard let kept = try await task.value as? Kept<Part> else { preconditionFailure("'\(name)' has two types") }
      return kept.part
    } catch {
      if entries[name]?.task == task { entries[name] = nil }
      throw error
    }
  }
}

/// A part of any type, nil among them.
private struct Kept<Part: Sendable>: Sendable { let part: Part }
