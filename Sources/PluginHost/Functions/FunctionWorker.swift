import CFFI
import Core
import Foundation
import ProjectConfiguration

/// The process that tries a function out, so that whatever it does is done to nobody else: `leap-host` with one hidden word.
public enum FunctionWorker {
  /// The first argument that makes a leap-host one.
  public static let argument = "function-worker"

  /// Reads a request, tries the function, answers, ends.
  public static func main() -> Never {
    // A leap-host that is killed takes its child along; one that is gone already cannot.
    let parent = CommandLine.arguments.dropFirst(2).first.flatMap { pid_t($0) }
    if leap_end_with_parent() != 0 || parent.map({ $0 != getppid() }) ?? false { exit(64) }
    // Descriptors that leap-host had open are no business of a stranger's library.
    for descriptor in FunctionReply.descriptor + 1..<1024 { close(descriptor) }
    guard let request = try? JSONDecoder().decode(FunctionRequest.self, from: FileHandle.standardInput.readDataToEndOfFile())
    else { exit(64) }
    limit(RLIMIT_CORE, 0)
    limit(RLIMIT_AS, 4 << 30)
    alarm(UInt32(request.timeLimit.rounded(.up)) + 1)
    answer(request)
    exit(0)
  }

  private static func limit(_ resource: __rlimit_resource, _ most: UInt) {
    var limit = rlimit(rlim_cur: most, rlim_max: most)
    setrlimit(Int32(resource.rawValue), &limit)
  }

  private static func answer(_ request: FunctionRequest) {
    do {
      let signature = try FunctionSignature(request.signature)
      let interface = try CallInterface(signature, symbol: request.symbol, of: request.library)
      for (i, arguments) in request.examples.enumerated() {
        send(.begin(i))
        let trial = FunctionTrial(signature: signature, resultIsStatus: request.resultIsStatus, arguments: arguments)
        let (first, isDamaged) = try trial.values(interface)
        let (second, _) = try trial.values(interface)
        if isDamaged { send(.overrun) } else { send(first == second ? .values(first) : .unsteady(first, second)) }
      }
    } catch let problem as CallInterface.Problem {
      send(.failed(problem.text))
    } catch let error as LeapError {
      send(.failed(error.problem))
    } catch {
      send(.failed("\(error)"))
    }
  }

  private static func send(_ reply: FunctionReply) {
    guard let line = try? JSONEncoder().encode(reply) else { return }
    let bytes = Array(line) + [UInt8(ascii: "\n")]
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes { write(FunctionReply.descriptor, $0.baseAddress! + done, bytes.count - done) }
      if written <= 0 { return }
      done += written
    }
  }
}

/// One call with constants, in memory that tells on the function.
private struct FunctionTrial {
  let signature: FunctionSignature
  let resultIsStatus: Bool
  let arguments: [FunctionConstant]

  func values(_ interface: CallInterface) throws -> (values: [FunctionValue?], isDamaged: Bool) {
    let memory = GuardedMemory()
    let table = try CallTable(
      CallShape(signature: signature, arguments: arguments.map(FunctionArgument.constant), resultIsStatus: resultIsStatus),
      FunctionInputs(subset: "", indices: [0]), memory: memory)
    table.call(interface, rows: 0..<1)
    return (try table.columns().map { $0[0].map(FunctionValue.init) }, memory.isDamaged)
  }
}
