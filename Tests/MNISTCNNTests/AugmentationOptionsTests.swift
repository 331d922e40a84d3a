import PluginKit
import Testing

@testable import MNISTCNN

/// The option `augmentation`.
@Suite struct AugmentationOptionsTests {
  private func read(_ augmentation: JSON?) throws -> AugmentationOptions {
    try Options(Options.table.read(augmentation.map { ["augmentation": $0] } ?? [:])).augmentation
  }

  @Test func isOffByDefault() throws {
    #expect(try read(nil).augmentation.isOff)
    #expect(try read([:]).augmentation.isOff)
    #expect(try read([:]).augmentation.elastic.sigma == 4)
  }

  @Test func isReadAsItStands() throws {
    let given = try read(["shift": 2, "rotate": 10, "scale": 0.1, "elastic": ["alpha": 34, "sigma": 5]]).augmentation
    #expect(given.shift == 2 && given.rotate == 10 && given.scale == 0.1 && given.elastic.alpha == 34 && given.elastic.sigma == 5)
    #expect(try read(["shift": 2]).augmentation.elastic.sigma == 4)
  }

  @Test(
    arguments: [["shift": -1], ["rotate": 181], ["scale": 1], ["elastic": ["sigma": 0]], ["elastic": ["beta": 1]], 3] as [JSON])
  func isRefusedOutOfBounds(_ augmentation: JSON) {
    let error = #expect(throws: PluginError.self) { try read(augmentation) }
    #expect(error?.message.contains("'augmentation") == true, "\(error?.message ?? "")")
  }
}
