import Foundation
import Testing

/// IDX files that are not what they say, and a data set of another kind.
@Suite struct DataFileTests {
  private func refusal(_ change: (inout [String: [UInt8]]) -> Void) throws -> String {
    let answer = try HostProcess.run(["run"], in: try LittleProject.folder("", change))
    #expect(answer.status == 65, "\(answer.errors)")
    return answer.lastError
  }

  @Test func soundFilesRun() throws {
    let answer = try HostProcess.run(["run", "--json"], in: try LittleProject.folder())
    #expect(answer.status == 0, "\(answer.errors)")
  }

  @Test func unlabeledSamplesArePredictedAndHaveNoLoss() throws {
    let folder = try LittleProject.folder(", unlabeled: 5")
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
    let folder = try LittleProject.folder()
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
    let folder = try LittleProject.folder()
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
    let answer = try HostProcess.run(["evaluate", "--json"], in: folder)
    try #require(answer.status == 0, "\(answer.errors)")
    #expect(try #require(answer.json()["validation_accuracy"] as? Double) > 0.85)
  }

  private static let fashion: String? = {
    let yaml = (try? String(contentsOfFile: HostProcess.repository + "/Examples/fashion-mnist/leap.yaml", encoding: .utf8)) ?? ""
    guard let path = yaml.firstMatch(of: #/path: ([^ }\n]+)/#)?.1 else { return nil }
    return FileManager.default.fileExists(atPath: String(path)) ? String(path) : nil
  }()
}
