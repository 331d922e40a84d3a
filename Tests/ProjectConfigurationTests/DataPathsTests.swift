import Foundation
import Testing

@testable import ProjectConfiguration

@Suite struct DataPathsTests {
  let root: String

  init() { root = FileManager.default.temporaryDirectory.standardizedFileURL.path + "/leap-\(UUID().uuidString)" }

  private func make(_ paths: String...) throws {
    for path in paths {
      let file = URL(fileURLWithPath: root + "/" + path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
  }
  private func paths(_ more: [String: String] = [:]) -> DataPaths {
    DataPaths(project: root + "/project", environment: ["HOME": root + "/home"].merging(more) { $1 })
  }

  @Test func placesAreTriedInOrder() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let environment = ["LEAP_DATA_DIR": root + "/data", "XDG_DATA_HOME": root + "/xdg"]
    try make("xdg/leap/mnist/x", "home/.local/share/leap/mnist/x")
    #expect(try paths(environment).resolve("mnist") == root + "/xdg/leap/mnist")
    #expect(try paths().resolve("mnist") == root + "/home/.local/share/leap/mnist")
    #expect(try paths(["XDG_DATA_HOME": "not/absolute"]).resolve("mnist") == root + "/home/.local/share/leap/mnist")
    try make("data/train-images-idx3-ubyte.gz")
    #expect(try paths(environment).resolve("mnist") == root + "/data")
    try make("data/mnist/x")
    #expect(try paths(environment).resolve("mnist") == root + "/data/mnist")
    try make("project/mnist/x")
    #expect(try paths(environment).resolve("mnist") == root + "/project/mnist")
    #expect(try paths(environment).resolve("./mnist/x") == root + "/project/mnist/x")
  }

  @Test func absoluteAndHomePathsStay() throws {
    #expect(try paths().resolve("/no/such") == "/no/such")
    #expect(try paths().resolve("~/d") == root + "/home" + "/d")
  }

  @Test func missingDataListsWhatWasTried() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try make("data/train-images-idx3-ubyte")
    let words = message { _ = try paths(["LEAP_DATA_DIR": root + "/data"]).resolve("other") }
    #expect(
      words == "looking for the data 'other': it is not at \(root)/project/other, nor at \(root)/data/other, nor at "
        + "\(root)/home/.local/share/leap/other; correct the path, or run script/bootstrap, which fetches MNIST")
    #expect(message { _ = try paths().resolve("") } == "the path is empty")
  }
}
