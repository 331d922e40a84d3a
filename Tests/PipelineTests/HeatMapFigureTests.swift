import Core
import Foundation
import PluginHost
import Store
import Testing

@testable import Pipeline

@Suite struct HeatMapFigureTests {
  @Test func likenessIsWhatItsPartsAddUpTo() {
    let (f, g) = ([3.0, 0, 4, 1], [1.0, 2, 2, 0])
    let cosine = Likeness(f, g, .cosine)
    let expected = (3 + 8) / ((26.0).squareRoot() * 3)
    #expect(abs(cosine.value - expected) < 1e-12)
    #expect(abs(zip(cosine.seeds.0, f).reduce(0) { $0 + $1.0 * $1.1 } - expected) < 1e-12)
    #expect(abs(zip(cosine.seeds.1, g).reduce(0) { $0 + $1.0 * $1.1 } - expected) < 1e-12)
    #expect(cosine.contributions.map(\.feature) == [2, 0, 1, 3])
    #expect(abs(cosine.contributions.reduce(0) { $0 + $1.share } - 1) < 1e-12)

    let l2 = Likeness(f, g, .l2)
    #expect(abs(l2.value - (4.0 + 4 + 4 + 1).squareRoot()) < 1e-12)
    #expect(abs(l2.contributions.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    // Against finite differences of the distance, whose negative is explained.
    for i in f.indices {
      var moved = f
      moved[i] += 1e-6
      #expect(abs(-(Likeness(moved, g, .l2).value - l2.value) / 1e-6 - l2.seeds.0[i]) < 1e-5)
    }
  }

  @Test func likenessOfNothing() {
    #expect(Likeness([0, 0], [1, 2], .cosine).value == 0)
    #expect(Likeness([1, 2], [1, 2], .l2).seeds.0 == [0, 0])
  }

  @Test func evidenceMustHaveAFigureAMap() throws {
    var results = Results()
    results.tensors["deletion"] = Tensor(doubles: [1, 2], [1, 2])
    results.tensors["deletion_curve"] = Tensor(doubles: [1, 2, 3, 4], [1, 2, 2])
    var evidence = MapEvidence()
    try evidence.append(results, samples: 1, targets: 2, of: "x")
    #expect(evidence.figures["deletion"] == [1, 2] && evidence.curves["deletion_curve"] == [[1, 2], [3, 4]])
    #expect(throws: LeapError.self) { try evidence.append(results, samples: 2, targets: 1, of: "x") }
  }

  /// A map of no pixels, of other targets or of other numbers is refused before anything is divided by its size.
  @Test func rawMapsHaveOneMapATarget() {
    #expect(HeatMapPainter<PluginModel>.isRaw(Tensor(.float32, [2, 3, 4, 5]), samples: 2, targets: 3))
    for (dtype, shape) in [
      (DType.float32, [2, 3, 0, 5]), (.float32, [2, 3, 4, 0]), (.float32, [2, 2, 4, 5]), (.float32, [1, 3, 4, 5]),
      (.float32, [2, 3, 20]), (.float64, [2, 3, 4, 5]),
    ] { #expect(!HeatMapPainter<PluginModel>.isRaw(Tensor(dtype, shape), samples: 2, targets: 3), "\(shape)") }
  }

  /// Maps of the loss need labels.
  @Test func randomizationLooksAtLabeledSamples() {
    let (training, pool) = (
      SubsetInfo(name: "training", state: .training, count: 9), SubsetInfo(name: "pool", state: .unlabeled, count: 3)
    )
    let validation = SubsetInfo(name: "validation", state: .validation, count: 2)
    let none = SubsetInfo(name: "test", state: .test, count: 0)
    #expect(RunImages.showcaseSubset([training, validation, pool])?.name == "validation")
    #expect(RunImages.showcaseSubset([training, none, pool])?.name == "training")
    #expect(RunImages.showcaseSubset([none, pool])?.name == "pool")
    #expect(RunImages.showcaseSubset([none]) == nil)
  }

  @Test func anArrayThatWasStoppedIsTakenUp() throws {
    let folder = NSTemporaryDirectory() + "/leap-resume-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/maps.npy"
    do {
      let array = try MappedArray(resuming: path, [4, 2])
      #expect(!array.isResumed)
      array.tensor.setRows(from: 0, to: Tensor([1, 2] as [Float], [1, 2]))
    }
    let again = try MappedArray(resuming: path, [4, 2])
    #expect(again.isResumed && again.tensor.floats == [1, 2, 0, 0, 0, 0, 0, 0])
    let other = try MappedArray(resuming: path, [4, 3])
    #expect(!other.isResumed && other.tensor.floats.allSatisfy { $0 == 0 }, "another shape starts anew")
    try other.finish()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["maps.npy"])
  }
}
