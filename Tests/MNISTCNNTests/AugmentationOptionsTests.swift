import PluginKit
import Testing
@testable import MNISTCNN
@Suite struct T {
  @Test func schema() throws {
    let j = try JSON(parsing: AugmentationOptions.schema)
    #expect(j["properties"]?["elastic"]?["properties"]?["sigma"]?["default"]?.double == 4)
    #expect(try AugmentationOptions(nil).augmentation.isOff)
    let o = try AugmentationOptions(JSON(parsing: #"{"shift":2,"rotate":10,"scale":0.1,"elastic":{"alpha":34,"sigma":4}}"#))
    #expect(o.augmentation.elastic.alpha == 34 && o.augmentation.rotate == 10)
    #expect(throws: PluginError.self) { try AugmentationOptions(JSON(parsing: #"{"shift":2}"#)) }
  }
}
