import Foundation
import Testing

@testable import ProjectConfiguration

@Suite struct ProjectFileTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("leap-\(UUID().uuidString)").standardizedFileURL
    try FileManager.default.createDirectory(at: folder.appendingPathComponent("a/b"), withIntermediateDirectories: true)
  }

  private func write(_ bytes: [UInt8], to name: String = "leap.yaml") throws -> String {
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }

  @Test func nearestFileAboveIsFound() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try write(Array(PlanTests.fashion.utf8))
    let plan = try ProjectPlan.find(from: folder.appendingPathComponent("a/b").path)
    #expect(plan.file == file && plan.directory == folder.path)
  }

  @Test func missingFileSaysWhatToDo() {
    defer { try? FileManager.default.removeItem(at: folder) }
    let words = message { _ = try ProjectPlan.find(from: folder.path) }
    #expect(
      words.hasPrefix("looking for the project: there is no leap.yaml in \(folder.path) or above it; change to"), "\(words)")
    let named = message { _ = try ProjectPlan.load(file: folder.path + "/x.yaml") }
    #expect(
      named == "\(folder.path)/x.yaml: reading the project: there is no such file; "
        + "name a leap.yaml, or run leap-host in a folder that has one")
    #expect(message { _ = try ProjectPlan.load(file: folder.path) }.contains("this is a folder"))
  }

  @Test func bytesThatAreNoTextHaveALine() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try write(Array("project: a\nseed: ".utf8) + [0xFF, 0x0A])
    #expect(message { _ = try ProjectPlan.load(file: file) }.hasPrefix("\(file):2:1: not UTF-8 text"))
    let bom = try write([0xEF, 0xBB, 0xBF] + Array(PlanTests.fashion.utf8))
    #expect(try ProjectPlan.load(file: bom).name == "fashion-mnist")
    let large = try write([UInt8](repeating: 0x20, count: ProjectPlan.largestFile + 1))
    #expect(message { _ = try ProjectPlan.load(file: large) }.contains("larger than 1 MiB"))
  }

  enum Damage: CaseIterable { case cutOff, oneBitFlipped }

  /// A damaged file is read or refused with a place; it never ends the process.
  @Test(arguments: Damage.allCases)
  func damageIsAlwaysAnError(_ damage: Damage) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = Array(try Data(contentsOf: URL(fileURLWithPath: shippedFile)))
    let source = ConfigFile(name: "leap.yaml")
    for i in whole.indices {
      var bytes = damage == .cutOff ? Array(whole[..<i]) : whole
      if damage == .oneBitFlipped { bytes[i] ^= 1 << (i % 8) }
      let words = message { _ = try ProjectPlan(yaml: try ProjectPlan.text(of: Data(bytes), source: source), file: "/leap.yaml") }
      #expect(words == "no error" || words.contains("leap.yaml:"), "\(i): \(words)")
    }
  }
}
