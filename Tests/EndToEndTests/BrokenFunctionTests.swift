import Foundation
import Testing

/// Functions of leap.yaml that cannot be used, each on a project that has run.
@Suite struct BrokenFunctionTests {
  /// What is wrong with a function is one line with its place, and an optional one is left out with a warning.
  @Test(arguments: [
    ("library: libnowhere.so, symbol: fabs, signature: f64(f64)", 64, "there is no library 'libnowhere.so'"),
    ("library: libm.so.6, symbol: fabz, signature: f64(f64)", 64, "exports no function 'fabz'; did you mean 'fabs'?"),
    ("library: libm.so.6, symbol: fabs, signature: f64(g64)", 64, "unknown type 'g64'"),
    ("library: libm.so.6, symbol: fabs, signature: f64(f64), arguments: [los]", 64, "unknown argument 'los' of function 'f'"),
    ("library: libm.so.6, symbol: exp, signature: f64(f64)", 64, "exp(1) gives 2.718281828459045, expected 1.0"),
    ("library: ./libbroken.so, symbol: reads_null, signature: f64(f64)", 69, "reads_null(1) dies of SIGSEGV"),
  ])
  func brokenFunctions(_ entry: String, _ status: Int32, _ problem: String) async throws {
    let arguments = entry.contains("arguments") ? "" : ", arguments: [loss]"
    func line(_ more: String) -> String {
      "functions:\n  - {name: f, \(entry)\(arguments), check: {arguments: [1], result: 1}\(more)}\n"
    }
    let folder = try await TinyProject.copy(adding: line(""))
    try FunctionTests.compile("Tests/Fixtures/functions/broken.c", to: folder + "/libbroken.so")
    let answer = try HostProcess.run(["run"], in: folder)
    #expect(answer.status == status && answer.lastError.contains(problem), "\(answer.errors)")
    let place =
      try TinyProject.yaml(folder).split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("name: f,") }
      ?? 0
    #expect(answer.lastError.contains("leap.yaml:\(place + 1):"), "\(answer.lastError)")

    // A file that cannot be read as it is written is an error in any case.
    guard !problem.hasPrefix("unknown") else { return }
    let optional = try await TinyProject.copy(adding: line(", optional: true"))
    try FunctionTests.compile("Tests/Fixtures/functions/broken.c", to: optional + "/libbroken.so")
    let passed = try HostProcess.run(["run"], in: optional)
    #expect(passed.status == 0 && passed.errors.contains("the run goes on without column 'f'"), "\(passed.errors)")
  }

  /// The child that tries a function out does not outlive a leap-host that is killed.
  @Test func noOrphans() async throws {
    let lines = """
      functions:
        - {name: f, library: ./libbroken.so, symbol: loops, signature: f64(f64), arguments: [loss], time_limit: 600,
           check: {arguments: [1], result: 1}}

      """
    let folder = try await TinyProject.copy(adding: lines)
    try FunctionTests.compile("Tests/Fixtures/functions/broken.c", to: folder + "/libbroken.so")
    let (host, finish) = try HostProcess.start(["run"], in: folder)
    var child: Int32?
    for _ in 0..<600 where child == nil {
      try await Task.sleep(for: .milliseconds(100))
      child = Self.children(of: host.processIdentifier).first
    }
    let pid = try #require(child, "no child was started")
    kill(host.processIdentifier, SIGKILL)
    _ = try finish()
    var isGone = false
    for _ in 0..<600 where !isGone {
      isGone = kill(pid, 0) != 0 || Self.state(of: pid) == "Z"
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(isGone, "the child outlives its parent")
    if !isGone { kill(pid, SIGKILL) }
  }

  /// Fields of /proc/PID/stat after the name in parentheses: state, parent, ...
  private static func fields(of pid: Int32) -> [Substring] {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    return text.split(separator: ")").last?.split(separator: " ") ?? []
  }
  private static func state(of pid: Int32) -> Substring? { fields(of: pid).first }
  private static func children(of parent: Int32) -> [Int32] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }.filter {
      fields(of: $0).dropFirst().first == "\(parent)"
    }
  }
}
