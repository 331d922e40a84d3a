import Core
import PluginHost
import Testing

@testable import Pipeline

@Suite struct ClassChoiceTests {
  @Test func readsWhatPeopleWrite() throws {
    #expect(try ClassChoice(parsing: "6") == .one(6))
    #expect(try ClassChoice(parsing: "all") == .all)
    #expect(try ClassChoice(parsing: "loss") == .loss)
    #expect(try ClassChoice(parsing: "9-4") == .difference(9, 4))
  }

  @Test(arguments: ["", "-1", "x", "1-", "-", "1-2-3", "1.5"]) func refusesTheRest(_ text: String) {
    #expect(throws: LeapError.self) { _ = try ClassChoice(parsing: text) }
  }

  @Test func targetsAreWithinTheClasses() throws {
    #expect(try ClassChoice.all.targets(classes: 3, predicted: 0) == [.score(0), .score(1), .score(2)])
    #expect(try ClassChoice.prediction.targets(classes: 3, predicted: 2) == [.score(2)])
    #expect(throws: LeapError.self) { _ = try ClassChoice.one(3).targets(classes: 3, predicted: 0) }
    #expect(throws: LeapError.self) { _ = try ClassChoice.difference(1, 3).targets(classes: 3, predicted: 0) }
  }
}
