import Core
import Foundation
import Store
import Testing

@Suite struct WholeFileTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func replacesInOneStep() throws {
    let path = scratch.path + "/f"
    try writeWhole([1, 2, 3], to: path)
    let file = try WholeFile(path: path)
    try file.append([4])
    #expect(try readBytes(path) == [1, 2, 3])
    try file.append([5, 6])
    try file.finish()
    #expect(try readBytes(path) == [4, 5, 6])
    #expect(try scratch.names() == ["f"])
  }

  @Test func leavesNothingWhenGivenUp() throws {
    struct Stop: Error {}
    let path = scratch.path + "/f"
    #expect(throws: Stop.self) {
      try writeWhole(to: path) { file in
        try file.append([UInt8](repeating: 1, count: 1 << 20))
        throw Stop()
      }
    }
    #expect(try scratch.names() == [])
  }

  @Test func errorsNameTheFile() throws {
    let error = #expect(throws: LeapError.self) { try writeWhole([1], to: scratch.path + "/none/x.png") }
    #expect(error?.doing == "writing 'x.png'" && error?.problem.contains("no such") == true)
    #expect(throws: LeapError.self) { try writeWhole([1], to: scratch.path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
  }

  @Test func emptyFileIsAFileToo() throws {
    let path = scratch.path + "/empty"
    try writeWhole([], to: path)
    #expect(try readBytes(path) == [])
  }
}
