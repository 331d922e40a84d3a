import Core
import Foundation
import ProjectConfiguration
import Testing

@testable import PluginHost

/// Functions that are wrong, or named wrongly, tried out in a process of their own.
@Suite struct FunctionCheckTests {
  @Test func examplesThatHold() async throws {
    for entry in [
      """
      symbol: mean, signature: 'f64(f32[], usize)', arguments: [pixels, count],
        check: [{arguments: [[1, 2, 6], 3], result: 3}, {arguments: [[], 0], result: 0}]
      """,
      """
      symbol: sum_of, signature: 'f64(i32, ..., f64, f64)', arguments: [2, loss, loss],
        check: {arguments: [2, 1.5, 2], result: 3.5}
      """,
      """
      symbol: range, signature: 'i32(f32[], usize, a: f32[mut], b: f32[mut])', arguments: [pixels, count, out, out],
        check: [{arguments: [[2, 1], 2, out, out], result: {a: 1, b: 2}}, {arguments: [[], 0, out, out], result: null}]
      """,
      """
      symbol: parity, signature: str(i64), arguments: [index],
        check: [{arguments: [3], result: odd}, {arguments: [0], result: null}]
      """,
      "symbol: negate, signature: i8(i8), arguments: [label], check: {arguments: [-128], result: -128}",
    ] {
      try await FunctionSupport.image(entry).check(host: FunctionSupport.host)
    }
    let function = try FunctionSupport.function(
      "symbol: fabs, signature: double(double), arguments: [loss], check: [{arguments: [-2.0], result: 2.0}]",
      library: "libm.so.6")
    try await function.check(host: FunctionSupport.host)
  }

  @Test func anotherValueThanExpected() async throws {
    let function = try FunctionSupport.image(
      """
      symbol: mean, signature: 'f64(f32[], usize)', arguments: [pixels, count],
        check: [{arguments: [[1], 1], result: 1}, {arguments: [[1, 2], 2], result: 3}]
      """
    )
    let words = await message { try await function.check(host: FunctionSupport.host) }
    #expect(
      words.hasSuffix(
        "leap.yaml:6:\(function.use.examples[1].mark.column): checking function 'f': mean([1.0, 2.0], 2) gives 1.5, "
          + "expected 3.0; correct the signature or the example"
      ), "\(words)")
  }

  @Test(arguments: [
    ("reads_null", "f64(f64)", "[loss]", "[1]", "reads_null(1) dies of SIGSEGV (it reads or writes outside of its arguments"),
    ("reads_beyond", "f64(f32[], usize)", "[pixels, count]", "[[1, 2], 2]", "reads_beyond([1.0, 2.0], 2) dies of SIGSEGV"),
    ("writes_const", "f64(f32[], usize)", "[pixels, count]", "[[1, 2], 2]", "writes_const([1.0, 2.0], 2) dies of SIGSEGV"),
    ("writes_before", "void(f64[mut])", "[out]", "[out]", "writes_before(out) writes before the start of an array"),
    ("aborts", "f64(f64)", "[loss]", "[1]", "aborts(1) dies of SIGABRT; it printed: no such luck"),
    ("loops", "f64(f64)", "[loss]", "[1]", "loops(1) does not end within 0.3 s"),
    ("exits", "f64(f64)", "[loss]", "[1]", "exits(1) ends the process with status 0"),
    ("counts", "f64(f64)", "[loss]", "[1]", "counts(1) gives 1.0 and then 2.0 for the same arguments"),
  ])
  func functionsThatMisbehave(_ symbol: String, _ signature: String, _ arguments: String, _ values: String, _ problem: String)
    async throws
  {
    let limit = symbol == "loops" ? "0.3" : "20"
    let function = try FunctionSupport.broken(
      """
      symbol: \(symbol), signature: '\(signature)', arguments: \(arguments), time_limit: \(limit),
        check: {arguments: \(values), result: 1}
      """
    )
    let words = await message { try await function.check(host: FunctionSupport.host) }
    #expect(words.contains("checking function 'f': \(problem)"), "\(words)")
    #expect(!words.contains("\n"))
  }

  @Test func whatAFunctionStartsDoesNotOutliveTheCheck() async throws {
    // The grandchild stays for 30 s: a check that waited for it would run into its time limit and throw.
    let function = try FunctionSupport.broken(
      "symbol: forks, signature: f64(f64), arguments: [loss], check: {arguments: [1], result: 1}, time_limit: 15")
    try await function.check(host: FunctionSupport.host)
  }

  /// Its own time limit is far off, so nothing but the cancellation can end it.
  @Test(.timeLimit(.minutes(20))) func cancellingEndsTheChild() async throws {
    let function = try FunctionSupport.broken(
      "symbol: loops, signature: f64(f64), arguments: [loss], check: {arguments: [1], result: 1}, time_limit: 3600")
    let task = Task { try await function.check(host: FunctionSupport.host) }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test(arguments: [
    ("libnowhere.so", "fabs", "there is no library 'libnowhere.so': it is neither beside leap.yaml nor in the system's folders"),
    ("./nowhere.so", "fabs", "there is no library './nowhere.so': "),
    ("libm.so.6", "fabz", "exports no function 'fabz'; did you mean 'fabs'?"),
    ("libm.so.6", "quaternion_product", "exports no function 'quaternion_product'; list them with nm -D"),
    ("/proc/self/cmdline", "fabs", "cannot be used: it is no shared library"),
  ])
  func wrongNames(_ library: String, _ symbol: String, _ problem: String) async throws {
    let words = await message {
      _ = try FunctionSupport.function(
        "symbol: \(symbol), signature: f64(f64), arguments: [loss], check: {arguments: [1], result: 1}", library: library)
    }
    #expect(words.contains("leap.yaml:5:5: looking for function 'f': ") && words.contains(problem), "\(words)")
  }

  @Test func theFingerprintKnowsWhatChangesValues() throws {
    let entry =
      "symbol: mean, signature: 'f64(f32[], usize)', arguments: [pixels, count], check: {arguments: [[1], 1], result: 1}"
    let base = try FunctionSupport.image(entry).fingerprint
    #expect(try FunctionSupport.image(entry + ", parallel: true, optional: true, time_limit: 3").fingerprint == base)
    for other in [
      entry.replacing("f32[]", with: "f64[]"), entry.replacing("symbol: mean", with: "symbol: mean64"),
      entry.replacing("[pixels, count]", with: "[pixels, 4]"), entry + ", direction: up",
    ] {
      #expect(try FunctionSupport.image(other).fingerprint != base, "\(other)")
    }
  }

}
