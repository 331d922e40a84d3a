import Foundation
import Store
import Testing

/// The project of this repository on the real MNIST: what README promises.
@Suite struct StoryTests {
  private func folder() async throws -> String { try await MNISTRun.folder() }

  private func json(_ arguments: String...) async throws -> [String: Any] {
    let answer = try HostProcess.run(arguments, in: try await folder())
    try #require(answer.status == 0, "\(answer.errors)")
    return try answer.json()
  }

  @Test func learnsMNIST() async throws {
    let (_, answer) = try await MNISTRun.finished.value
    try #require(answer.status == 0, "\(answer.errors)")
    let summary = try answer.json()
    #expect(try #require(summary["validation_accuracy"] as? Double) >= 0.98)
    #expect(try #require(summary["test_accuracy"] as? Double) >= 0.98)
    for goal in ["0.98", "0.99"] {
      #expect(answer.errors.contains("validation accuracy \(goal) after "), "it says how long it took: \(answer.errors)")
    }
    #expect(summary["run"] as? String == "run-0001")
    let stages = try #require(summary["stages"] as? [[String: Any]])
    #expect(stages.map { $0["name"] as? String } == ["dataset", "train", "evaluate", "metadata", "analyze"])
    #expect(stages.allSatisfy { $0["cached"] as? Bool == false && $0["seconds"] is Double })
  }

  @Test func secondRunDoesNothing() async throws {
    let folder = try await folder()
    let answer = try HostProcess.run(["run"], in: folder)
    #expect(answer.status == 0)
    #expect(answer.output.contains("Nothing changed"))
    let stages = try #require(HostProcess.run(["run", "--json"], in: folder).json()["stages"] as? [[String: Any]])
    #expect(stages.allSatisfy { $0["cached"] as? Bool == true })
    #expect(stages.compactMap { $0["seconds"] as? Double }.reduce(0, +) < 1)
  }

  @Test func goldenDistances() async throws {
    let five = try await json("sample", "validation:11701", "--json")
    #expect(five["label"] as? Int == 5)
    let metadata = try #require(five["metadata"] as? [String: Any])
    #expect(abs(try #require(metadata["distance_to_class_mean"] as? Double) - 7.711358) < 1e-4)
    #expect(abs(try #require(metadata["distance_to_nearest_other_class"] as? Double) - 6.830176) < 1e-4)
    #expect(metadata["nearest_other_class"] as? Int == 6)
    #expect(metadata["even_odd"] as? String == "odd")
    let six = try await json("sample", "test:5012", "--json")
    let distance = try #require((six["metadata"] as? [String: Any])?["distance_to_class_mean"] as? Double)
    #expect(abs(distance - 6.119665) < 1e-4)
    #expect((six["probabilities"] as? [Double])?.count == 10)
  }

  @Test func similarsEqualBruteForce() async throws {
    let answer = try await json("similars", "test:5012", "--limit", "10", "--json")
    #expect(answer["query"] as? String == "test:5012")
    let neighbors = try #require(answer["neighbors"] as? [[String: Any]])
    let (shape, features) = try ArrayFile.readFloats(try await folder() + "/.leap/runs/run-0001/features.npy")
    #expect(shape == [70_000, 128])
    let found = neighbors.compactMap { $0["sample"] as? String }
    let expected = BruteForce.nearest(to: 65_012, among: 0..<70_000, of: features, width: 128, k: 10)
    #expect(found == expected.map { BruteForce.name($0.row) })
    for (neighbor, right) in zip(neighbors, expected) {
      #expect(abs(try #require(neighbor["distance"] as? Double) - right.distance) <= 1e-5 * max(1, right.distance))
      #expect(neighbor["label"] is Int && neighbor["prediction"] is Int)
    }
    let inTest = try await json("similars", "test:5012", "--limit", "5", "--subset", "test", "--json")
    let onlyTest = try #require(inTest["neighbors"] as? [[String: Any]]).compactMap { $0["sample"] as? String }
    let right = BruteForce.nearest(to: 65_012, among: 60_000..<70_000, of: features, width: 128, k: 5)
    #expect(onlyTest == right.map { BruteForce.name($0.row) })
  }

  @Test func heatMapsAreDrawn() async throws {
    for classes in ["6", "loss", "all"] {
      let answer = try await json(
        "heatmap", "validation:11701", "--method", "gradcam", "--class", classes, "--output", "map-\(classes).png", "--json")
      let shape = try #require(answer["shape"] as? [Int])
      #expect(shape == [1, classes == "all" ? 10 : 1, 28, 28])
      let png = try Data(contentsOf: URL(fileURLWithPath: try await folder() + "/map-\(classes).png"))
      #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }
    _ = try await json("heatmap", "test:0", "test:1", "--method", "saliency", "--class", "9-4", "--output", "two.npy", "--json")
    #expect(try ArrayFile.header(try await folder() + "/two.npy").shape == [2, 1, 28, 28])
  }

  @Test func aPluginOfTheCommandLineIsRunAndPrinted() async throws {
    let answer = try HostProcess.run(["--plugin", "libSimilars.so"], in: try await folder())
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.output.contains("dev.leap.similars"))
    for digit in 0..<10 { #expect(answer.output.contains("class \(digit): 0.9"), "agreement by class") }
    #expect(
      answer.output.contains(#/Ambiguous .*: \d+; \w+:\d+/#)
        && answer.output.contains(#/Suspects .*: \d+; \w+:\d+ \(\d, neighbors say \d\)/#))
  }

  @Test func weightsOpenAsSafetensors() async throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: try await folder() + "/.leap/runs/run-0001/model.safetensors")))
    let length = bytes[..<8].enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    let header = try #require(JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: Any])
    let first = try #require(header["conv1.weight"] as? [String: Any])
    #expect(first["shape"] as? [Int] == [32, 1, 3, 3])
    #expect(header["dense2.bias"] != nil)
  }
}

/// The slow twin of Similars.
enum BruteForce {
  static func nearest(
    to query: Int, among rows: Range<Int>, of features: [Float], width: Int, k: Int
  ) -> [(row: Int, distance: Double)] {
    let center = Array(features[query * width..<(query + 1) * width])
    var all: [(row: Int, distance: Double)] = []
    for row in rows where row != query {
      var sum = 0.0
      for i in 0..<width {
        let difference = Double(features[row * width + i] - center[i])
        sum += difference * difference
      }
      all.append((row, sum.squareRoot()))
    }
    return Array(all.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }.prefix(k))
  }

  static func name(_ row: Int) -> String {
    row < 48_000 ? "training:\(row)" : row < 60_000 ? "validation:\(row - 48_000)" : "test:\(row - 60_000)"
  }
}
