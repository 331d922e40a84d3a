import Foundation
import Store
import Testing

/// Why the model saw what it saw, and charts over what was found, on the real MNIST.
@Suite struct AnalysisTests {
  @Test func aPageHasEverything() async throws {
    let page = try await MNISTRun.json("analyze", "validation:11701", "--output", "page.html")
    let evidence = try #require((page["evidence"] as? [String: Any])?["figures"] as? [String: [[Double]]])
    #expect(Set(evidence.keys).isSuperset(of: ["deletion", "insertion", "infidelity", "sensitivity"]))
    #expect(evidence["deletion"]?.first?.count == 10)
    let randomization = try #require((page["evidence"] as? [String: Any])?["randomization"] as? Double)
    #expect(randomization < 0.9, "maps of a model with random weights must differ")
    let html = String(decoding: try await MNISTRun.bytes(of: "page.html"), as: UTF8.self)
    #expect(html.contains("data:image/png;base64,") && html.contains("distance_to_class_mean"))
    #expect(!html.contains("http"), "nothing is loaded from elsewhere")
    _ = try await MNISTRun.text("analyze", "test:5012", "--method", "saliency", "--output", "page.png")
    #expect(try await MNISTRun.size(ofPicture: "page.png").width >= 1400)
  }

  @Test func whatMakesTwoSamplesAlike() async throws {
    let pair = try await MNISTRun.json("heatmap", "test:5012", "--pair", "validation:9736", "--output", "pair.png")
    let cosine = try #require(pair["value"] as? Double)
    #expect((-1...1).contains(cosine))
    #expect(try await MNISTRun.size(ofPicture: "pair.png").height > 500)
    let same = try await MNISTRun.json("heatmap", "test:5012", "--pair", "test:5012", "--metric", "l2", "--output", "same.npy")
    #expect(same["value"] as? Double == 0)
    #expect(try ArrayFile.header(try await MNISTRun.folder() + "/same.npy").shape == [2, 1, 28, 28])
  }

  /// People see where a layer's cells look; arrays are stretched as other tools do it. The option sets either.
  @Test func picturesLieWhereCellsLook() async throws {
    func file(_ name: String, _ enlarge: String?) async throws -> [UInt8] {
      // An option of no weight where none is asked for.
      let option = enlarge.map { "enlarge=\($0)" } ?? "seed=1"
      _ = try await MNISTRun.text("heatmap", "test:5012", "--layer", "conv2", "--output", name, "--option", option)
      return try await MNISTRun.bytes(of: name)
    }
    let (field, stretched) = ("receptive-field", "bilinear")
    let picture = try await file("a.png", nil)
    #expect(try await file("b.png", field) == picture)
    #expect(try await file("c.png", stretched) != picture)
    let array = try await file("a.npy", nil)
    #expect(try await file("b.npy", stretched) == array)
    #expect(try await file("c.npy", field) != array)
  }

  @Test func visualizersOfOthersAreUsedByMethodAndShownOnThePage() throws {
    let library = try CompiledFixture.library("ink_visualizer", of: "Examples/c-visualizer/ink_visualizer.c")
    let folder = try HostProcess.folder(
      try HostProcess.smallProject(
        """
        visualizers:
          - {plugin: \(library), component: sobel}
          - {plugin: \(library), component: quarters}
          - libHeatMap.so
        """))
    func run(_ arguments: String...) throws -> HostProcess.Answer { try HostProcess.run(arguments, in: folder) }
    #expect(try run("run").status == 0)
    let edges = try run("heatmap", "test:12", "--method", "sobel", "--class", "all", "--output", "edges.npy", "--json")
    try #require(edges.status == 0, "\(edges.errors)")
    let (shape, maps) = try ArrayFile.readFloats(folder + "/edges.npy")
    #expect(shape == [1, 10, 28, 28] && maps[0..<784] == maps[784..<1568], "edges are the same for every class")
    #expect(try run("heatmap", "test:12", "--output", "default.png", "--json").json()["method"] as? String == "gradcam")
    let unknown = try run("heatmap", "test:12", "--method", "sobels", "--output", "edges.npy")
    #expect(unknown.status != 0 && unknown.lastError.contains("sobel") && unknown.lastError.contains("gradcam"))
    #expect(try run("analyze", "test:12", "--output", "page.html").status == 0)
    #expect(try String(contentsOfFile: folder + "/page.html", encoding: .utf8).contains("Ink by quarter"))
  }

  @Test func differencesAndUnitsAreTargets() async throws {
    let difference = try await MNISTRun.json(
      "heatmap", "validation:11701", "--class", "6-5", "--output", "d.npy", "--method", "saliency")
    #expect(difference["targets"] as? [String] == ["class 6 - 5"])
    _ = try await MNISTRun.text("heatmap", "validation:11701", "--class", "all", "--method", "saliency", "--output", "all.npy")
    let folder = try await MNISTRun.folder()
    let (all, only) = (try ArrayFile.readFloats(folder + "/all.npy").values, try ArrayFile.readFloats(folder + "/d.npy").values)
    // The gradient of a difference is the difference of gradients.
    let largest = all.reduce(0) { max($0, abs($1)) }
    for i in 0..<784 { #expect(abs(only[i] - (all[6 * 784 + i] - all[5 * 784 + i])) <= 1e-5 * largest) }
    let unit = try await MNISTRun.json("heatmap", "test:0", "--class", "conv2:5", "--method", "saliency", "--output", "u.png")
    #expect(unit["targets"] as? [String] == ["conv2:5"])
  }

  @Test func aSubsetThatWasStoppedIsGoneOnWith() async throws {
    let folder = try await MNISTRun.folder()
    _ = try await MNISTRun.text("heatmap", "--subset", "test", "--method", "saliency", "--output", "whole.npy")
    let arguments = ["heatmap", "--subset", "test", "--method", "saliency", "--output", "parts.npy"]
    let (process, finish) = try HostProcess.start(arguments, in: folder)
    while process.isRunning, !FileManager.default.fileExists(atPath: folder + "/parts.npy.progress") { usleep(10_000) }
    kill(process.processIdentifier, SIGKILL)
    _ = try finish()
    _ = try await MNISTRun.text("heatmap", "--subset", "test", "--method", "saliency", "--output", "parts.npy")
    let (whole, parts) = (try await MNISTRun.bytes(of: "whole.npy"), try await MNISTRun.bytes(of: "parts.npy"))
    #expect(whole == parts)
    #expect(!FileManager.default.fileExists(atPath: folder + "/parts.npy.progress"))
  }

  @Test func chartsOfTheProject() async throws {
    _ = try await MNISTRun.text("chart", "loss-by-distance", "--output", "chart.csv")
    let lines = String(decoding: try await MNISTRun.bytes(of: "chart.csv"), as: UTF8.self).split(separator: "\r\n")
    #expect(lines[0] == "facet,lower,upper,n,value,interval_lower,interval_upper")
    let counts = lines.dropFirst().compactMap { Int($0.split(separator: ",")[3]) }
    #expect(counts.reduce(0, +) == 70_000, "each sample is in one group")
    for name in ["loss-by-parity", "loss-by-batch", "accuracy-by-batch", "confusion"] {
      _ = try await MNISTRun.text("chart", name, "--output", "\(name).png")
      #expect(try await MNISTRun.size(ofPicture: "\(name).png").width > 600)
    }
    let correlation = try await MNISTRun.json("chart", "--x", "distance_to_class_mean", "--y", "loss", "--correlate")
    let spearman = try #require((correlation["spearman"] as? [String: Any])?["r"] as? Double)
    #expect(spearman > 0, "odd-looking digits are harder")
  }

  @Test func metricsAgreeWithTheRun() async throws {
    let run = try await MNISTRun.finished.value.answer.json()
    let metrics = try #require(
      try await MNISTRun.json("metrics", "accuracy", "f1-macro")["metrics"] as? [String: [String: Double]])
    #expect(metrics["accuracy"]?["validation"] == run["validation_accuracy"] as? Double)
    #expect(try #require(metrics["f1-macro"]?["test"]) > 0.98)
  }
}
