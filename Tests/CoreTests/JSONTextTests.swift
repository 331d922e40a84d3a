import Core
import Foundation
import Testing

@Suite struct JSONTextTests {
  @Test func keysAreSortedAndSlashesStay() throws {
    let value: JSONValue = .object(["b": .string("a/b"), "a": .double(.nan), "c": .int(1)])
    #expect(String(decoding: try JSONText.bytes(value), as: UTF8.self) == #"{"a":null,"b":"a/b","c":1}"#)
    let numbers = ["x": Double.infinity, "y": -Double.infinity, "z": Double.nan]
    #expect(String(decoding: try JSONText.bytes(of: numbers), as: UTF8.self) == #"{"x":"inf","y":"-inf","z":"nan"}"#)
    #expect(String(decoding: try JSONText.encoder(.indented).encode([1]), as: UTF8.self) == "[\n  1\n]")
  }
}
