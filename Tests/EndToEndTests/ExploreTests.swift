import Foundation
import Pictures
import Store
import Testing

/// The map, the findings and the likes of samples, on the real MNIST.
@Suite struct ExploreTests {
  @Test func mapIsDrawnAndWritten() async throws {
    let map = try await MNISTRun.json("explore", "test:5012", "--color", "correct", "--output", "map.png")
    #expect(map["samples"] as? Int == 70_000 && map["preview"] as? Bool == false)
    let size = try await MNISTRun.size(ofPicture: "map.png")
    #expect(size == (1600, 1200))
    _ = try await MNISTRun.text("explore", "--filter", "label in [4, 9] && subset == test", "--output", "map.csv")
    let lines = String(decoding: try await MNISTRun.bytes(of: "map.csv"), as: UTF8.self).split(separator: "\r\n")
    #expect(lines[0] == "sample,x,y,label,loss" && lines.count == 1 + 982 + 1009)
    let (shape, places) = try ArrayFile.readFloats(try await MNISTRun.folder() + "/.leap/runs/run-0001/map.npy")
    #expect(shape == [70_000, 2] && places.allSatisfy(\.isFinite))
  }

  /// A map is of use when a sample lies among its own kind: the nearest on the map have its label.
  @Test func neighborsOnTheMapHaveTheSameLabel() async throws {
    _ = try await MNISTRun.text("explore", "--subset", "validation", "--size", "none", "--output", "v.csv")
    let rows = String(decoding: try await MNISTRun.bytes(of: "v.csv"), as: UTF8.self).split(separator: "\r\n").dropFirst().map {
      $0.split(separator: ",")
    }
    let points = try rows.map { (x: try #require(Float($0[1])), y: try #require(Float($0[2])), label: $0[3]) }
    var same = 0
    for i in stride(from: 0, to: points.count, by: 40) {
      var best = (distance: Float.infinity, label: points[i].label)
      for j in points.indices where j != i {
        let (dx, dy) = (points[i].x - points[j].x, points[i].y - points[j].y)
        if dx * dx + dy * dy < best.distance { best = (dx * dx + dy * dy, points[j].label) }
      }
      same += best.label == points[i].label ? 1 : 0
    }
    #expect(same >= 294, "of 300")
  }

  @Test func findingsAreListedShownAndDecidedUpon() async throws {
    let list = try #require(try await MNISTRun.json("insights")["insights"] as? [[String: Any]])
    let kinds = Set(list.compactMap { $0["kind"] as? String })
    #expect(kinds.isSuperset(of: ["weak-group", "hidden-sub-class", "mislabeled", "ambiguous"]))
    let severities = list.compactMap { $0["severity"] as? Double }
    #expect(severities == severities.sorted(by: >))

    let four = try #require(
      list.first { $0["kind"] as? String == "hidden-sub-class" && ($0["title"] as? String)?.hasPrefix("Class 4") == true },
      "the closed 4 is a kind of its own")
    let number = "\(try #require(four["number"] as? Int))"
    let details = try #require(try await MNISTRun.json("insights", number)["details"] as? [String: Any])
    let columns = try #require(details["columns"] as? [[String: Any]])
    #expect(columns.contains { $0["name"] as? String == "holes" }, "told apart by its hole")
    _ = try await MNISTRun.text("insights", number, "--members", "members.csv")
    let members = String(decoding: try await MNISTRun.bytes(of: "members.csv"), as: UTF8.self).split(separator: "\r\n")
    #expect(members[0] == "sample,score,label,prediction,loss" && members.count - 1 == four["size"] as? Int)

    #expect(try await MNISTRun.text("insights", number, "--dismiss").contains("dismissed"))
    #expect(
      try await MNISTRun.json("insights", number)["insight"].map { ($0 as? [String: Any])?["state"] as? String } == "dismissed")
    #expect(try await MNISTRun.text("insights", number, "--reopen").contains("open"))
  }

  /// Plain and crossed 7s lie apart; what tells them is the number of their ends.
  @Test func theCrossedSevenIsFound() async throws {
    let list = try #require(
      try await MNISTRun.json("insights", "--kind", "hidden-sub-class")["insights"] as? [[String: Any]])
    let seven = try #require(
      list.first { finding in
        let title = finding["title"] as? String ?? ""
        return title.hasPrefix("Class 7") && title.contains("gap")
      })
    let number = "\(try #require(seven["number"] as? Int))"
    let details = try #require(try await MNISTRun.json("insights", number)["details"] as? [String: Any])
    let columns = try #require(details["columns"] as? [[String: Any]])
    #expect(columns.contains { $0["name"] as? String == "stroke_ends" && $0["value"] as? String == "4" }, "\(seven)")
  }

  /// Closed 4s are like closed 4s: the model has learned what nobody labeled.
  @Test func closedFoursAreLikeClosedFours() async throws {
    _ = try await MNISTRun.text(
      "explore", "--filter", "label == 4", "--color", "holes", "--size", "none", "--output", "fours.csv")
    let rows = String(decoding: try await MNISTRun.bytes(of: "fours.csv"), as: UTF8.self).split(separator: "\r\n").dropFirst()
      .map { $0.split(separator: ",") }
    let isClosed = Dictionary(uniqueKeysWithValues: rows.map { (String($0[0]), $0[3] == "1") })
    let share = Double(isClosed.values.count { $0 }) / Double(isClosed.count)
    #expect(share < 0.1, "few of all 4s are closed")
    let queries = rows.map { String($0[0]) }.filter { $0.hasPrefix("test:") && isClosed[$0] == true }.prefix(20)
    // The first of them through the command; the others as it reads them, from the graph of the run.
    let run = try await MNISTRun.folder() + "/.leap/runs/run-0001"
    let (shape, graph) = try ArrayFile.readInt64s(run + "/neighbors.npy")
    func names(_ query: String) throws -> [String] {
      let row = 60_000 + (try #require(query.split(separator: ":").last.flatMap { Int($0) }))
      return graph[row * shape[1]..<(row + 1) * shape[1]].map { BruteForce.name(Int($0)) }
    }
    let found = try await MNISTRun.json("similars", try #require(queries.first))
    #expect(
      try #require(found["neighbors"] as? [[String: Any]]).compactMap { $0["sample"] as? String } == names(queries[0]))
    var (closed, fours) = (0, 0)
    for query in queries {
      let own = try names(query).compactMap { isClosed[$0] }
      (closed, fours) = (closed + own.count { $0 }, fours + own.count)
    }
    #expect(queries.count == 20 && fours > 100)
    #expect(2 * closed > fours, "\(closed) of \(fours) 4s like closed ones are closed")
  }

  /// A sample's own picture leads back to it.
  @Test func aPictureFileIsASeed() async throws {
    // The first 64 images of the test files, a byte a pixel.
    let images = try Data(contentsOf: URL(fileURLWithPath: HostProcess.repository + "/Tests/Fixtures/reference/images.npy"))
    let pixels = Array(images.suffix(64 * 784))[7 * 784..<8 * 784]
    var digit = RGBImage(width: 28, height: 28)
    for (i, gray) in pixels.enumerated() { digit[i % 28, i / 28] = Color(gray, gray, gray) }
    let folder = try await MNISTRun.folder()
    try Data(digit.png()).write(to: URL(fileURLWithPath: folder + "/digit.png"))
    let found = try await MNISTRun.json("similars", "--images", "digit.png", "--limit", "1")
    let nearest = try #require((found["neighbors"] as? [[String: Any]])?.first)
    #expect(nearest["sample"] as? String == "test:7" && (nearest["distance"] as? Double ?? 1) < 1e-3)
    try Data(RGBImage(width: 9, height: 28).png()).write(to: URL(fileURLWithPath: folder + "/narrow.png"))
    let narrow = try HostProcess.run(["similars", "--images", "narrow.png"], in: folder)
    #expect(narrow.status != 0 && narrow.lastError.contains("[1, 28, 9]") && narrow.lastError.contains("[1, 28, 28]"))
  }

  @Test func severalSeedsAndFilters() async throws {
    let found = try await MNISTRun.json(
      "similars", "validation:11701", "test:5012", "--combine", "max", "--limit", "5", "--filter", "label == 6")
    let neighbors = try #require(found["neighbors"] as? [[String: Any]])
    #expect(neighbors.count == 5 && neighbors.allSatisfy { $0["label"] as? Int == 6 })
    let answer = try HostProcess.run(["similars", "test:0", "--filter", "label == 77"], in: try await MNISTRun.folder())
    #expect(answer.status == 64 && answer.lastError.contains("no sample is left"))
  }
}
