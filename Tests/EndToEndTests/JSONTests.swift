import Foundation
import Testing

/// The keys of every --json object are those of docs/json.md, no more and no fewer.
@Suite struct JSONTests {
  private static let folder = Task<String, any Error> {
    let folder = try HostProcess.folder(try HostProcess.smallProject())
    let answer = try HostProcess.run(["run"], in: folder)
    guard answer.status == 0 else { throw Failed(description: answer.errors) }
    return folder
  }
  struct Failed: Error, CustomStringConvertible { let description: String }

  private func keys(_ arguments: String...) async throws -> [String: Any] {
    let answer = try HostProcess.run(arguments + ["--json"], in: try await Self.folder.value)
    try #require(answer.status == 0, "\(answer.errors)")
    return try answer.json()
  }

  @Test func documentedKeys() async throws {
    let run = ["run", "validation_accuracy", "test_accuracy", "stages"]
    #expect(Set(try await keys("run").keys) == Set(run))
    #expect(Set(try await keys("train").keys) == Set(run))
    #expect(Set(try await keys("evaluate").keys) == Set(run))
    let sample = try await keys("sample", "test:3")
    #expect(
      Set(sample.keys) == [
        "run", "sample", "label", "label_name", "prediction", "correct", "loss", "probabilities", "columns", "metadata",
      ])
    let similars = try await keys("similars", "test:3")
    #expect(Set(similars.keys) == ["query", "neighbors"])
    let neighbor = try #require((similars["neighbors"] as? [[String: Any]])?.first)
    #expect(Set(neighbor.keys) == ["sample", "distance", "label", "prediction"])
    let map = try await keys("heatmap", "test:3", "--layer", "conv1", "--output", "m.npy")
    #expect(Set(map.keys) == ["samples", "method", "layer", "targets", "shape", "output", "maximum"])
    let list = try await keys("plugin", "list")
    let plugin = try #require((list["plugins"] as? [[String: Any]])?.first)
    #expect(Set(plugin.keys) == ["file", "path", "id", "name", "version", "license", "sha256", "components"])
    #expect(Set(try await keys("plugin", "inspect", "libSimilars.so").keys) == Set(plugin.keys))
    let component = try #require((plugin["components"] as? [[String: Any]])?.first)
    #expect(Set(component.keys) == ["id", "role", "title", "summary", "options"])
  }

  @Test func errorsLeaveStandardOutputEmpty() async throws {
    let answer = try HostProcess.run(["sample", "nothing:1", "--json"], in: try await Self.folder.value)
    #expect(answer.status == 64)
    #expect(answer.output.isEmpty)
  }
}
