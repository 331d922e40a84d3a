import Analytics
import Core
import Foundation
import Testing

/// Texts and JSON that are no filter.
@Suite struct DamagedFilterTests {
  static let sample =
    #"(label in [4, -9.5e-1] || subset == "é \"x\"" && !missing(`has-circle`)) && 1 <= loss and not selection('closed fours')"#

  /// Whatever becomes of a text, reading it ends with a filter or with one line.
  @Test func survivesEveryTruncationAndBitFlip() throws {
    let bytes = Array(Self.sample.utf8)
    var readable = 0
    func check(_ damaged: [UInt8]) throws {
      do {
        let filter = try Filter(parsing: String(decoding: damaged, as: UTF8.self))
        readable += 1
        #expect(try Filter(parsing: filter.description) == filter)
      } catch let error as LeapError {
        #expect(!error.description.contains("\n"))
      }
    }
    try check(bytes)
    #expect(readable == 1)
    for count in bytes.indices { try check(Array(bytes[..<count])) }
    for i in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[i] ^= 1 << UInt8(bit)
        try check(damaged)
      }
    }
  }

  @Test(arguments: [
    (#"{"colum": "loss", "is": ">", "value": 1}"#, "unknown key 'colum'; did you mean 'column'?"),
    (#"{"column": "loss"}"#, "say nothing together"),
    (#"{"all": []}"#, "'all' has no parts"), (#"{"column": "loss", "between": [1]}"#, "1 ends instead of 2"),
    (#"{"column": "loss", "in": []}"#, "no values"),
    (#"{"column": "loss", "is": "==", "value": [1]}"#, "no number, text or bool"),
    (#"{"not": "loss >"}"#, "the end stands where"),
  ])
  func refusesJSON(_ json: String, _ words: String) {
    let error = #expect(throws: LeapError.self) { try JSONDecoder().decode(Filter.self, from: Data(json.utf8)) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }
}
