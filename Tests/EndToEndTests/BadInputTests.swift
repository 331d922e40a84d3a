import Foundation
import Testing

/// Bad input gets one line with reason and remedy, a code, and costs nothing that was finished.
@Suite struct BadInputTests {
  private func expectError(
    _ answer: HostProcess.Answer, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(answer.status != 0, sourceLocation: sourceLocation)
    #expect(answer.lastError.hasPrefix("error: "), "\(answer.errors)", sourceLocation: sourceLocation)
    for part in parts { #expect(answer.lastError.contains(part), "\(answer.lastError)", sourceLocation: sourceLocation) }
    #expect(!answer.errors.contains("Fatal error"), sourceLocation: sourceLocation)
  }

  private func run(_ yaml: String, _ arguments: [String] = ["run"], files: [String: String] = [:]) throws -> HostProcess.Answer {
    let folder = try HostProcess.folder(files.merging(["leap.yaml": yaml]) { $1 })
    return try HostProcess.run(arguments, in: folder)
  }

  @Test func missingProject() throws {
    expectError(try HostProcess.run(["run"], in: try HostProcess.folder()), "no leap.yaml", "write a leap.yaml")
  }

  @Test func brokenYAML() throws {
    expectError(try run("project: a\ndataset: [1, 2\nmodel: x\n"), "leap.yaml:3:")
  }

  @Test func unknownPlugin() throws {
    expectError(
      try run("project: a\ndataset: libIDXDatasett.so\nmodel: libMNISTCNN.so\n"), "leap.yaml:2:",
      "did you mean 'libIDXDataset.so'")
  }

  @Test func unknownOption() throws {
    let yaml = "project: a\ndataset:\n  plugin: libIDXDataset.so\n  options:\n    validaton: 5\nmodel: libMNISTCNN.so\n"
    expectError(try run(yaml), "leap.yaml:5:5", "validaton", "validation")
  }

  @Test func layersThatCannotBe() throws {
    func message(_ layers: String, _ parts: String...) throws {
      let answer = try run(
        "project: a\ndataset: libIDXDataset.so\nmodel: {plugin: libMNISTCNN.so, options: {layers: [\(layers)]}}\n")
      for part in parts { expectError(answer, part) }
    }
    let pool = "{kind: maxpool, size: 2}"
    try message(Array(repeating: pool, count: 5).joined(separator: ", ") + ", {kind: dense, units: 10}", "layer 5", "1 x 1 x 1")
    try message("{kind: flatten}, {kind: conv2d, filters: 3, kernel: 3}, {kind: dense, units: 10}", "layer 2", "784 values")
    try message("{kind: dense, units: 9}", "layer 1", "1 x 28 x 28", "9 units", "10 classes")
    try message("{kind: dens, units: 10}", "leap.yaml:3", "dens")
  }

  @Test func textFileAsLibrary() throws {
    let yaml = "project: a\ndataset: ./libText.so\nmodel: libMNISTCNN.so\n"
    expectError(try run(yaml, files: ["libText.so": "hello"]), "libText.so", "no shared library", "rebuild it")
  }

  @Test func libraryWithoutEntry() throws {
    let library = try CompiledFixture.library("null_entry")
    expectError(try run("project: a\ndataset: \(library)\nmodel: libMNISTCNN.so\n"), "leap_plugin_entry", "no Leap plugin")
  }

  @Test func otherABI() throws {
    let library = try CompiledFixture.library("other_major")
    expectError(try run("project: a\ndataset: \(library)\nmodel: libMNISTCNN.so\n"), "ABI major 2", "install")
  }

  @Test func unknownNames() throws {
    let folder = try HostProcess.folder(try HostProcess.smallProject())
    expectError(try HostProcess.run(["sample", "test:0"], in: folder), "no run", "leap-host run")
    #expect(try HostProcess.run(["run"], in: folder).status == 0)
    expectError(try HostProcess.run(["sample", "tests:0"], in: folder), "no subset 'tests'", "training, validation, test")
    expectError(try HostProcess.run(["sample", "test:500"], in: folder), "500 samples", "0 to 499")
    expectError(try HostProcess.run(["sample", "test"], in: folder), "subset:index")
    expectError(
      try HostProcess.run(["similars", "test:0", "--limit", "3000"], in: folder), "3000 similars", "--limit from 1 to 2999")
    expectError(
      try HostProcess.run(["heatmap", "test:0", "--layer", "conv9", "--output", "x.png"], in: folder), "conv9", "conv1, conv2")
    expectError(
      try HostProcess.run(["heatmap", "test:0", "--class", "10", "--output", "x.png"], in: folder), "no class 10", "0 to 9")
    expectError(
      try HostProcess.run(["heatmap", "test:0", "--method", "magic", "--output", "x.png"], in: folder), "magic", "saliency")
    expectError(try HostProcess.run(["--plugin", "libNothing.so"], in: folder), "libNothing.so")
    #expect(try HostProcess.run(["sample", "test:0"], in: folder).status == 0, "the run is intact")
  }

  @Test func fullDisk() throws {
    let yaml = try #require(try HostProcess.smallProject()["leap.yaml"]).replacing(
      "checkpoint_seconds: 0.05", with: "checkpoint_seconds: 100")
    let folder = try HostProcess.folder(["leap.yaml": yaml])
    // 1,100 KiB a file: weights fit, the features of 3,000 samples do not.
    let answer = try HostProcess.run(["run"], in: folder, through: "ulimit -f 1100;")
    expectError(answer, "features.npy")
    let again = try HostProcess.run(["run", "--json"], in: folder)
    try #require(again.status == 0, "\(again.errors)")
    let stages = try #require(again.json()["stages"] as? [[String: Any]])
    #expect(stages.filter { $0["cached"] as? Bool == true }.compactMap { $0["name"] as? String } == ["dataset", "train"])
  }
}
