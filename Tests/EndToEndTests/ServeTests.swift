import Foundation
import Testing

/// `leap-host serve` as a process: a project without any run, and without plugins that could be loaded.
@Suite struct ServeTests {
  private func project() throws -> String {
    try HostProcess.folder(["leap.yaml": "project: empty\ndataset: libNowhere.so\nmodel: libNowhere.so\n"])
  }

  /// The address that a server in the folder has printed.
  private func address(in folder: String) async throws -> String {
    for _ in 0..<1500 {
      let outputs = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(".out-") }
      let text = outputs.compactMap { try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }.joined()
      if let found = text.firstMatch(of: #/http://127.0.0.1:\d+/#) { return String(found.0) }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw CancellationError()
  }

  @Test func itPrintsItsAddressAndEndsWhenTold() async throws {
    let folder = try project()
    let (process, finish) = try HostProcess.start(["serve", "--no-open"], in: folder)
    defer { process.terminate() }
    let address = try await address(in: folder)
    // Another one takes the next port, or says that the one it must have is taken.
    let second = try project()
    let (other, finishOther) = try HostProcess.start(["serve", "--no-open"], in: second)
    defer { other.terminate() }
    #expect(try await self.address(in: second) != address)
    let port = try #require(address.split(separator: ":").last.map(String.init))
    let refused = try HostProcess.run(["serve", "--no-open", "--port", port], in: try project())
    #expect(refused.status == 64 && refused.lastError.contains("another program") && refused.lastError.contains("--port"))
    process.terminate()
    other.terminate()
    #expect(try finish().status == 0 && finishOther().status == 0)
  }

  @Test func otherAddressesNeedAToken() throws {
    for arguments in [["--host", "0.0.0.0"], ["--token", "0123456789abcdef"]] {
      let answer = try HostProcess.run(["serve", "--no-open"] + arguments, in: try project())
      #expect(answer.status == 64 && answer.errors.contains("--host and --token belong together"))
    }
    let answer = try HostProcess.run(["serve", "--no-open", "--host", "0.0.0.0", "--token", "short"], in: try project())
    #expect(answer.status == 64 && answer.lastError.contains("token"))
  }
}
