import Core
import Dispatch
import Foundation
import ProjectConfiguration
import Synchronization

extension ResolvedFunction {
  /// Tries the examples of leap.yaml in a process of its own.
  /// - Parameter host: the executable that becomes the process; the running one is a leap-host.
  /// - Throws: `LeapError` that names the example and what came of it: another value, a signal, silence.
  public func check(host: String = "/proc/self/exe") async throws {
    let request = FunctionRequest(
      library: path, symbol: use.symbol, signature: use.signature.text, resultIsStatus: use.resultIsStatus,
      examples: use.examples.map(\.arguments), timeLimit: use.timeLimit)
    let input = Array(try JSONEncoder().encode(request))
    let cancellation = Cancellation()
    let (timeLimit, queue) = (use.timeLimit, DispatchQueue(label: "leap.function.\(use.name).check"))
    let child = try await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async {
          continuation.resume(
            returning: Result {
              try ChildProcess(
                host, [FunctionWorker.argument, "\(getpid())"], input: input, timeLimit: timeLimit, isCancelled: cancellation.flag
              )
            })
        }
      }
    } onCancel: {
      cancellation.flag.store(true, ordering: .relaxed)
    }.get()
    if child.end == .canceled { throw CancellationError() }
    try judge(child)
  }

  private final class Cancellation: Sendable { let flag = Atomic(false) }

  private func judge(_ child: ChildProcess) throws {
    var (current, passed) = (0, 0)
    for line in child.answer.split(separator: UInt8(ascii: "\n")) {
      // Half a line is what a death in the middle leaves.
      guard let reply = try? JSONDecoder().decode(FunctionReply.self, from: Data(line)) else { break }
      switch reply {
      case .begin(let i): current = min(max(i, 0), use.examples.count - 1)
      case .values(let values):
        try compare(values.map { $0?.value }, example: current)
        passed += 1
      case .unsteady(let first, let second):
        throw broken(
          .plugin, current,
          "gives \(shown(first.map { $0?.value })) and then \(shown(second.map { $0?.value })) for the same arguments",
          "a column must be the same every time")
      case .overrun:
        throw broken(.plugin, current, "writes before the start of an array", "correct the signature or the function")
      case .failed(let reason):
        throw failure(.plugin, "preparing", reason, "install the libraries that it needs, or correct the signature")
      }
    }
    if passed == use.examples.count, child.end == .exited(0) { return }
    let said = child.printed.isEmpty ? "" : "; it printed: \(child.printed)"
    switch child.end {
    case .timeOut:
      throw broken(.plugin, current, "does not end within \(use.timeLimit) s\(said)", "raise time_limit, or correct the function")
    case .signal(let signal):
      let reason =
        [SIGSEGV, SIGBUS].contains(signal) ? " (it reads or writes outside of its arguments, or the signature is wrong)" : ""
      throw broken(
        .plugin, current, "dies of \(Self.name(of: signal))\(reason)\(said)", "correct the signature or the function")
    case .exited(let status):
      throw broken(.plugin, current, "ends the process with status \(status)\(said)", "a function must return")
    case .canceled: throw CancellationError()
    }
  }

  private func compare(_ values: [ColumnValue?], example number: Int) throws {
    let example = use.examples[number]
    guard !example.accepts(values) else { return }
    throw broken(
      .usage, number, "gives \(shown(values)), expected \(shown(example.expected))", "correct the signature or the example")
  }

  private func broken(_ kind: LeapError.Kind, _ example: Int, _ what: String, _ remedy: String) -> LeapError {
    let call = "\(use.symbol)(\(use.examples[example].arguments.map(\.brief).joined(separator: ", ")))"
    return failure(kind, "checking", "\(call) \(what)", remedy, at: use.examples[example].mark)
  }

  private func shown(_ values: [ColumnValue?]) -> String {
    values.map { $0?.description ?? "no value" }.joined(separator: " and ")
  }

  private static func name(of signal: Int32) -> String {
    let names = [
      SIGABRT: "SIGABRT", SIGALRM: "SIGALRM", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGILL: "SIGILL", SIGKILL: "SIGKILL",
      SIGPIPE: "SIGPIPE", SIGSEGV: "SIGSEGV", SIGSYS: "SIGSYS", SIGTERM: "SIGTERM", SIGTRAP: "SIGTRAP", SIGXCPU: "SIGXCPU",
    ]
    return names[signal] ?? "signal \(signal)"
  }
}

extension FunctionConstant {
  /// Long lists are cut.
  fileprivate var brief: String {
    guard case .numbers(let numbers) = self, numbers.count > 6 else { return shown }
    return "[\(numbers.prefix(6).map { "\($0)" }.joined(separator: ", ")), ...]"
  }
}
