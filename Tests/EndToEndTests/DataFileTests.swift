import Foundation
import Store
import Testing

/// IDX files that are not what they say, and a data set of another kind.
@Suite struct DataFileTests {
  private func idx(_ magic: UInt32, _ sizes: [UInt32], _ bytes: [UInt8]) -> [UInt8] {
    var file: [UInt8] = []
    for number in [magic] + sizes {
      for shift: UInt32 in [24, 16, 8, 0] { file.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    return file + bytes
  }

  /// A project on a little data set: 40 training and 10 test images of 28 x 28.
  private func project(
    _ options: String = "", analyzers: String = "[]", _ change: (inout [String: [UInt8]]) -> Void = { _ in }
  ) throws -> String {
    func images(_ count: Int) -> [UInt8] {
      idx(0x803, [UInt32(count), 28, 28], (0..<count * 784).map { (i: Int) -> UInt8 in UInt8((i * 7 + i / 784 * 13) % 251) })
    }
    func labels(_ count: Int) -> [UInt8] { idx(0x801, [UInt32(count)], (0..<count).map { (i: Int) -> UInt8 in UInt8(i % 10) }) }
    var files = [
      "train-images-idx3-ubyte": images(40), "train-labels-idx1-ubyte": labels(40), "t10k-images-idx3-ubyte": images(10),
      "t10k-labels-idx1-ubyte": labels(10),
    ]
    change(&files)
    let folder = try HostProcess.folder([
      "leap.yaml": """
      project: little
      dataset: {plugin: libIDXDataset.so, options: {path: data, validation: 10\(options)}}
      model: {plugin: libMNISTCNN.so, training: {epochs: 1}}
      analyzers: \(analyzers)
      """
    ])
    try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
    for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: folder + "/data/" + name)) }
    return folder
  }

  private func refusal(_ change: (inout [String: [UInt8]]) -> Void) throws -> String {
    let answer = try HostProcess.run(["run"], in: try project("", change))
    #expect(answer.status == 65, "\(answer.errors)")
    return answer.lastError
  }

  @Test func soundFilesRun() throws {
    let answer = try HostProcess.run(["run", "--json"], in: try project())
    #expect(answer.status == 0, "\(answer.errors)")
  }

  @Test func unlabeledSamplesArePredictedAndHaveNoLoss() throws {
    let folder = try project(", unlabeled: 5")
    let run = try HostProcess.run(["run"], in: folder)
    try #require(run.status == 0, "\(run.errors)")
    let sample = try HostProcess.run(["sample", "unlabeled:4", "--json"], in: folder)
    try #require(sample.status == 0, "\(sample.errors)")
    let json = try sample.json()
    #expect(json["label"] == nil || json["label"] is NSNull)
    #expect(json["loss"] == nil || json["loss"] is NSNull)
    #expect(json["prediction"] is Int)
    #expect(try HostProcess.run(["sample", "unlabeled:5"], in: folder).status == 64)
  }

  /// Every analysis of samples of which some have no label, and which are fewer than it asks for.
  @Test func fewSamplesAndUnlabeledOnesAreAnalyzed() throws {
    let folder = try project(", unlabeled: 5", analyzers: "[libSimilars.so, libPopulationMap.so, libInsights.so]")
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
    let folder = try project(analyzers: "[libSimilars.so]")
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
    let folder = try project(analyzers: "[libSimilars.so]")
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
    let folder = try project(analyzers: "[libSimilars.so]")
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

  @Test func cutInTheMiddle() throws {
    let error = try refusal { $0["train-images-idx3-ubyte"]!.removeLast(1000) }
    #expect(error.contains("train-images-idx3-ubyte"), "\(error)")
  }

  @Test func tooManyImagesClaimed() throws {
    let error = try refusal { files in files["train-images-idx3-ubyte"]!.replaceSubrange(4..<8, with: [0x80, 0, 0, 0]) }
    #expect(error.contains("2147483648"), "\(error)")
  }

  @Test func labelsAndImagesDiffer() throws {
    let error = try refusal { files in
      files["t10k-labels-idx1-ubyte"]!.replaceSubrange(4..<8, with: [0, 0, 0, 9])
      files["t10k-labels-idx1-ubyte"]!.removeLast()
    }
    #expect(error.contains("9") && error.contains("10"), "\(error)")
  }

  @Test func missingFile() throws {
    let error = try refusal { $0["t10k-images-idx3-ubyte"] = nil }
    #expect(error.contains("t10k-images"), "\(error)")
  }

  /// Another picture in the place of one that a run has evaluated: no heat map, no look at it as if it were the same.
  @Test func aSampleThatHasChangedSinceTheRunIsRefused() throws {
    let folder = try project()
    try #require(try HostProcess.run(["run"], in: folder).status == 0)
    let file = URL(fileURLWithPath: folder + "/data/t10k-images-idx3-ubyte")
    var bytes = try Data(contentsOf: file)
    bytes[16 + 3 * 784 + 400] ^= 1
    try bytes.write(to: file)
    // One that methods may compare with, which is not what was asked about.
    let training = URL(fileURLWithPath: folder + "/data/train-images-idx3-ubyte")
    var others = try Data(contentsOf: training)
    others[16 + 400] ^= 1
    try others.write(to: training)
    func map(_ sample: String) throws -> HostProcess.Answer {
      try HostProcess.run(["heatmap", sample, "--output", "map.npy"], in: folder)
    }
    let refused = try map("test:3")
    #expect(
      refused.status == 65 && refused.lastError.contains("test:3") && refused.lastError.contains("another image"),
      "\(refused.errors)")
    let same = try map("test:2")
    #expect(same.status == 0, "\(same.errors)")
  }

  /// root may write anywhere, so the host runs as another user there.
  private static let asNobody = getuid() == 0 ? "set -- setpriv --reuid=65534 --clear-groups \"$@\";" : ""

  @Test func noPermissionToWrite() throws {
    let folder = try project()
    let probe = try HostProcess.run(["--version"], in: folder, through: Self.asNobody)
    // A clone below a folder that only root may enter cannot be tried as another user.
    guard probe.status == 0 else { return }
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
    let answer = try HostProcess.run(["run"], in: folder, through: Self.asNobody)
    #expect(answer.status == 74)
    #expect(answer.lastError.contains(".leap") && answer.lastError.contains("permission denied"), "\(answer.errors)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    #expect(try HostProcess.run(["run"], in: folder).status == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder + "/.leap")
    #expect(
      try HostProcess.run(["sample", "test:1"], in: folder, through: Self.asNobody).status == 0, "reading needs no right to write"
    )
  }

  @Test(.enabled(if: Self.fashion != nil, "install dataset-fashion-mnist"))
  func fashionMNISTByItsPathAlone() throws {
    let yaml = try String(contentsOfFile: HostProcess.repository + "/Examples/fashion-mnist/leap.yaml", encoding: .utf8)
    #expect(yaml.split(separator: "\n").count { !$0.hasPrefix("#") } == 5)
    let folder = try HostProcess.folder(["leap.yaml": yaml.replacing("project: ", with: "seed: 2\nproject: ")])
    let answer = try HostProcess.run(["run", "--json"], in: folder)
    try #require(answer.status == 0, "\(answer.errors)")
    #expect(try #require(answer.json()["validation_accuracy"] as? Double) > 0.85)
  }

  private static let fashion: String? = {
    let yaml = (try? String(contentsOfFile: HostProcess.repository + "/Examples/fashion-mnist/leap.yaml", encoding: .utf8)) ?? ""
    guard let path = yaml.firstMatch(of: #/path: ([^ }\n]+)/#)?.1 else { return nil }
    return FileManager.default.fileExists(atPath: String(path)) ? String(path) : nil
  }()
}
