import Foundation
import Store
import Testing

/// Questions about a few samples, some of them unlabeled, and about what a run has kept of them.
@Suite struct LittleAnalysisTests {
  @Test func fewSamplesAndUnlabeledOnesAreAnalyzed() throws {
    let folder = try LittleProject.folder(", unlabeled: 5", analyzers: "[libSimilars.so, libPopulationMap.so, libInsights.so]")
    func run(_ arguments: String...) throws -> HostProcess.Answer {
      let answer = try HostProcess.run(arguments, in: folder)
      #expect(!answer.errors.contains("Fatal error"), "\(answer.errors)")
      return answer
    }
    let first = try run("run")
    try #require(first.status == 0, "\(first.errors)")
    let likes = try run("similars", "unlabeled:2", "--limit", "49", "--json")
    try #require(likes.status == 0, "\(likes.errors)")
    let neighbors = try #require(try likes.json()["neighbors"] as? [[String: Any]])
    #expect(neighbors.count == 49, "all others")
    #expect(neighbors.count { ($0["label"] ?? NSNull()) is NSNull } == 4)
    #expect(try run("similars", "unlabeled:2", "--limit", "50").lastError.contains("--limit from 1 to 49"))
    #expect(try run("similars", "unlabeled:2", "--filter", "label == 77").lastError.contains("no sample is left"))
    #expect(try run("explore", "unlabeled:0", "--output", "map.png").status == 0)
    #expect(try run("explore", "--filter", "subset == unlabeled", "--output", "map.csv").status == 0)
    #expect(try String(contentsOfFile: folder + "/map.csv", encoding: .utf8).split(separator: "\r\n").count == 1 + 5)
    #expect(try run("explore", "--filter", "label == 77").lastError.contains("no sample passes the filter"))
    let found = try #require(try run("insights", "--json").json()["insights"] as? [[String: Any]])
    #expect(found.contains { $0["kind"] as? String == "label-candidates" }, "\(found)")
    #expect(try run("heatmap", "unlabeled:0", "--class", "loss", "--output", "m.png").lastError.contains("label"))
    #expect(try run("analyze", "unlabeled:0", "--output", "page.html").status == 0)
    #expect(try run("--plugin", "libSimilars.so").output.contains("agreement with the label"))
  }

  /// Refused, built again, and kept: the next question finds it sound.
  @Test func aDamagedIndexIsBuiltAgain() throws {
    let folder = try LittleProject.folder(analyzers: "[libSimilars.so]")
    try #require(try HostProcess.run(["run"], in: folder).status == 0)
    func likes() throws -> HostProcess.Answer {
      try HostProcess.run(["similars", "test:3", "--filter", "subset == training", "--limit", "4", "--json"], in: folder)
    }
    let right = try likes()
    try #require(right.status == 0 && right.errors.isEmpty, "\(right.errors)")
    let file = URL(fileURLWithPath: folder + "/.leap/runs/run-0001/similars.state")
    let state = try Data(contentsOf: file)
    var altered = state
    altered[altered.count / 2] ^= 4
    for damaged in [Data(state.prefix(state.count / 3)), altered, Data()] {
      try damaged.write(to: file)
      let answer = try likes()
      #expect(answer.status == 0 && answer.output == right.output)
      #expect(answer.errors.contains("similars.state") && answer.errors.contains("built again"), "\(answer.errors)")
      #expect(try Data(contentsOf: file) == state && likes().errors.isEmpty)
    }
  }

  /// Of a run that was made with other options than leap.yaml has now, nothing is written over.
  @Test func theIndexOfOtherOptionsStays() throws {
    let folder = try LittleProject.folder(analyzers: "[libSimilars.so]")
    try #require(try HostProcess.run(["run"], in: folder).status == 0)
    let file = URL(fileURLWithPath: folder + "/.leap/runs/run-0001/similars.state")
    let state = try Data(contentsOf: file)
    let yaml = try String(contentsOfFile: folder + "/leap.yaml", encoding: .utf8)
    try yaml.replacing("[libSimilars.so]", with: "[{plugin: libSimilars.so, options: {k: 7}}]")
      .write(toFile: folder + "/leap.yaml", atomically: true, encoding: .utf8)
    let answer = try HostProcess.run(["similars", "test:3", "--metric", "cosine", "--limit", "4"], in: folder)
    #expect(answer.status == 0 && answer.errors.contains("other options"), "\(answer.errors)")
    #expect(try Data(contentsOf: file) == state)
  }

  @Test func anyArrayOfTheRunComparesSamples() throws {
    let folder = try LittleProject.folder(analyzers: "[libSimilars.so]")
    try #require(try HostProcess.run(["run"], in: folder).status == 0)
    let (_, logits) = try ArrayFile.readFloats(folder + "/.leap/runs/run-0001/logits.npy")
    let answer = try HostProcess.run(["similars", "test:3", "--array", "logits", "--limit", "4", "--json"], in: folder)
    try #require(answer.status == 0, "\(answer.errors)")
    let distances = try #require(try answer.json()["neighbors"] as? [[String: Any]]).compactMap { $0["distance"] as? Double }
    // 30 samples are training, 10 validation.
    let right = BruteForce.nearest(to: 43, among: 0..<50, of: logits, width: 10, k: 4)
    #expect(distances.count == 4)
    for (distance, exact) in zip(distances, right) { #expect(abs(distance - exact.distance) <= 1e-5 * max(1, exact.distance)) }
    let unknown = try HostProcess.run(["similars", "test:3", "--array", "../model"], in: folder)
    #expect(unknown.status == 64 && unknown.lastError.contains("choose from features, logits, neighbor_distances"))
  }
}
