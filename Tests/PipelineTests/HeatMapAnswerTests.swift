import Core
import Foundation
import PluginHost
import Testing

@testable import Pipeline

/// The command line and the API print the same values by the same names.
@Suite struct HeatMapAnswerTests {
  private func maps(samples: Int, targets: Int) throws -> HeatMaps {
    let count = samples * targets
    var results = Results()
    results.tensors["deletion"] = Tensor(doubles: (0..<count).map(Double.init), [samples, targets])
    results.tensors["deletion_curve"] = Tensor(doubles: (0..<2 * count).map(Double.init), [samples, targets, 2])
    var evidence = MapEvidence()
    try evidence.append(results, samples: samples, targets: targets, of: "x")
    return HeatMaps(
      maps: Tensor((0..<count).map { Float($0) - 1 }, [samples, targets, 1, 1]), raw: nil,
      targets: (0..<targets).map { "class \($0)" }, method: "gradcam",
      inputs: Tensor(.float32, [samples, 1, 1, 1]), evidence: evidence)
  }

  private func members(_ value: some Encodable) throws -> [String: JSONValue] {
    try JSONDecoder().decode([String: JSONValue].self, from: JSONEncoder().encode(value))
  }

  @Test func evidenceIsBySampleAndTarget() throws {
    let answer = try members(EvidenceAnswer(try maps(samples: 2, targets: 3)))
    #expect(Set(answer.keys) == ["figures", "curves"], "no key for a check that was not made")
    #expect(
      answer["figures"]?.at(pointer: "/deletion")
        == .array([.array([.int(0), .int(1), .int(2)]), .array([.int(3), .int(4), .int(5)])]))
    #expect(answer["curves"]?.at(pointer: "/deletion_curve/1/0") == .array([.int(6), .int(7)]))
  }

  @Test func theCommandLineTellsOfAFile() throws {
    let maps = try maps(samples: 2, targets: 3)
    func answer(_ showsEvidence: Bool) throws -> [String: JSONValue] {
      try members(
        HeatMapAnswer(
          maps, values: maps.maps, of: ["test:1", "test:2"], layer: nil, output: "m.npy", showsEvidence: showsEvidence))
    }
    #expect(Set(try answer(true).keys) == ["samples", "method", "targets", "shape", "maximum", "output", "evidence"])
    #expect(try answer(false)["evidence"] == nil && answer(false)["maximum"] == .int(4))
    let subset = SubsetMaps(shape: [9, 3, 1, 1], targets: ["a"], method: "gradcam", resumedFrom: 0)
    let keys = Set(try members(HeatMapAnswer(subset, layer: "conv1", output: "m.npy")).keys)
    #expect(keys == ["samples", "method", "layer", "targets", "shape", "output"])
  }

  @Test func theAPITellsOfOneSample() throws {
    var maps = try maps(samples: 1, targets: 3)
    let answer = try members(SampleMapsAnswer(maps))
    #expect(Set(answer.keys) == ["targets", "method", "signed", "figures", "curves", "randomization"])
    #expect(answer["randomization"] == .null && answer["signed"] == .bool(true))
    #expect(answer["figures"]?.at(pointer: "/deletion") == .array([.int(0), .int(1), .int(2)]))
    #expect(answer["curves"]?.at(pointer: "/deletion_curve/2") == .array([.int(4), .int(5)]))
    maps.evidence.randomization = 0.5
    #expect(try members(SampleMapsAnswer(maps))["randomization"] == .double(0.5))
  }

  @Test func aPairIsTheSameForBoth() throws {
    let maps = try maps(samples: 1, targets: 1)
    let pair = PairMaps(
      first: maps, second: maps, metric: .l2, value: 2,
      contributions: (0..<30).map { PairMaps.Contribution(feature: $0, share: 0.1) })
    let printed = try members(PairAnswer(pair, of: ["test:1", "test:2"], contributions: 10, output: "p.png"))
    #expect(Set(printed.keys) == ["samples", "method", "metric", "value", "contributions", "output"])
    let served = try members(PairAnswer(pair, of: ["test:1", "test:2"], contributions: 20))
    #expect(Set(served.keys) == Set(printed.keys).subtracting(["output"]))
    guard case .array(let list)? = served["contributions"] else { throw Missing() }
    #expect(list.count == 20 && list[3] == .object(["feature": .int(3), "share": .double(0.1)]))
  }

  private struct Missing: Error {}
}
