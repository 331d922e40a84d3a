import Core
import PluginHost
import Testing

@testable import Pipeline

@Suite struct TargetChoiceTests {
  private let ports = [
    PortInfo(name: "input", dtype: .float32, shape: [1, 4, 4]), PortInfo(name: "logits", dtype: .float32, shape: [3]),
    PortInfo(name: "conv1", dtype: .float32, shape: [2, 2, 2], isMaps: true),
    PortInfo(name: "dense1", dtype: .float32, shape: [5]),
  ]

  @Test func readsWhatPeopleWrite() throws {
    #expect(try TargetChoice(parsing: "6") == .one(6))
    #expect(try TargetChoice(parsing: "all") == .all)
    #expect(try TargetChoice(parsing: "loss") == .loss)
    #expect(try TargetChoice(parsing: "9-4") == .difference(9, 4))
    #expect(try TargetChoice(parsing: "conv2:5") == .unit(layer: "conv2", index: 5))
  }

  @Test(arguments: ["", "-1", "x", "1-", "-", "1-2-3", "1.5", ":3", "conv:", "conv:-1", "a:b:1"]) func refusesTheRest(
    _ text: String
  ) {
    #expect(throws: LeapError.self) { _ = try TargetChoice(parsing: text) }
  }

  private func seed(_ choice: TargetChoice, predicted: [Int] = []) throws -> (port: Int, shape: [Int], values: [Float]) {
    guard case .seed(let port, let values, _)? = try choice.targets(ports, predicted: predicted).first else {
      return (-1, [], [])
    }
    return (port, values.shape, values.floats)
  }

  @Test func namesBecomeTargets() throws {
    #expect(try TargetChoice.all.targets(ports, predicted: []).map(\.name) == ["class 0", "class 1", "class 2"])
    #expect(try TargetChoice.prediction.targets(ports, predicted: [2, 2]).map(\.name) == ["class 2"])
    #expect(try seed(.difference(2, 0)) == (1, [1, 3], [-1, 0, 1]))
    #expect(try seed(.unit(layer: "conv1", index: 1)) == (2, [1, 2, 2, 2], [0, 0, 0, 0, 1, 1, 1, 1]))
    #expect(try seed(.unit(layer: "dense1", index: 3)) == (3, [1, 5], [0, 0, 0, 1, 0]))
    #expect(try seed(.prediction, predicted: [1, 0]) == (1, [2, 3], [0, 1, 0, 1, 0, 0]), "each sample its own prediction")
  }

  @Test func targetsAreWithinTheModel() {
    for choice in [
      TargetChoice.one(3), .difference(1, 3), .unit(layer: "conv2", index: 0), .unit(layer: "conv1", index: 2),
      .unit(layer: "input", index: 0),
    ] {
      #expect(throws: LeapError.self) { _ = try choice.targets(ports, predicted: [0]) }
    }
  }
}
