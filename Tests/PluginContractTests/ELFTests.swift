import Foundation
import Testing

@testable import PluginHost

/// The reader of library files survives every cut and many altered bytes.
@Suite struct ELFTests {
  private func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: try Support.compile("good_metric")))) }

  @Test func findsExactlyTheEntry() throws {
    #expect(try ELFFile(bytes()).exportedFunctions.contains("leap_plugin_entry"))
  }

  @Test func everyCutIsAnAnswer() throws {
    let whole = try bytes()
    for count in stride(from: 0, to: whole.count, by: max(1, whole.count / 400)) {
      _ = try? ELFFile(Array(whole[..<count]))
    }
    for count in 0..<min(200, whole.count) { #expect(throws: ELFFile.Problem.self) { _ = try ELFFile(Array(whole[..<count])) } }
  }

  @Test func everyAlteredHeaderBitIsAnAnswer() throws {
    let whole = try bytes()
    let tableStart = whole[40..<48].enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    for position in Array(0..<64) + Array(tableStart..<whole.count) {
      for bit in 0..<8 {
        var altered = whole
        altered[position] ^= 1 << bit
        _ = try? ELFFile(altered)
      }
    }
  }
}
