import Core
import Dispatch
import ProjectConfiguration

/// A C function that is ready to be called over samples.
public final class BoundFunction: Sendable {
  private let use: FunctionEntry
  private let interface: CallInterface
  /// A function may block, so it stays off the cooperative pool; and it is called once at a time.
  private let queue: DispatchQueue
  /// Calls of one unit of a parallel loop: some tens of microseconds.
  private static let grain = 32

  /// Loads the library into this process and prepares the call.
  public init(_ function: ResolvedFunction) async throws {
    let (use, path) = (function.use, function.path)
    let queue = DispatchQueue(label: "leap.function.\(use.name)")
    self.use = use
    self.queue = queue
    let made = await Self.onQueue(queue) {
      Result { () throws(CallInterface.Problem) in try CallInterface(use.signature, symbol: use.symbol, of: path) }
    }
    switch made {
    case .success(let interface): self.interface = interface
    case .failure(let problem):
      throw function.failure(.plugin, "loading", problem.text, "install the libraries it needs, or rebuild it")
    }
  }

  /// Values of all its columns, in order; nil for samples that lack an argument, and where a status is not 0.
  public func call(_ inputs: FunctionInputs) async throws -> [ColumnValues] {
    let (use, interface) = (use, interface)
    return try await Self.onQueue(queue) {
      Result {
        let table = try CallTable(CallShape(use), inputs)
        if use.isParallel, use.signature.result != .str, inputs.count > 0 {
          Self.callInParallel(table, interface, count: inputs.count)
        } else {
          table.call(interface, rows: 0..<inputs.count)
        }
        return try table.columns()
      }
    }.get()
  }

  private static func callInParallel(_ table: CallTable, _ interface: CallInterface, count: Int) {
    let job = ParallelCalls(table: table, interface: interface)
    withExtendedLifetime(job) {
      WorkPool.shared.run(
        count: Int64(count), grain: Int64(grain),
        body: { argument, _, begin, end in
          guard let argument else { return }
          let job = Unmanaged<ParallelCalls>.fromOpaque(argument).takeUnretainedValue()
          job.table.call(job.interface, rows: Int(begin)..<Int(end))
        }, argument: Unmanaged.passUnretained(job).toOpaque())
    }
  }

  private final class ParallelCalls {
    let table: CallTable
    let interface: CallInterface
    init(table: CallTable, interface: CallInterface) {
      self.table = table
      self.interface = interface
    }
  }

  private static func onQueue<Value: Sendable>(_ queue: DispatchQueue, _ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: body()) } }
  }
}
