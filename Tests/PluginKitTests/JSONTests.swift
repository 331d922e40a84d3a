import PluginKit
import Testing

@Suite struct JSONTests {
  static let sample =
    #"{"name": "Grüße \u00e9\ud83d\ude00\n", "rate": -1.5e-3, "list": [1, 2.25, [], {}], "on": true, "off": false, "none": null}"#

  @Test func readsEveryKindOfValue() throws {
    let json = try JSON(parsing: Self.sample)
    #expect(json["name"]?.string == "Grüße é😀\n")
    #expect(json["rate"]?.double == -0.0015)
    #expect(json["list"] == .array([.number(1), .number(2.25), .array([]), .object([:])]))
    #expect(json["on"]?.bool == true)
    #expect(json["off"]?.bool == false)
    #expect(json["none"] == .null)
    #expect(json["absent"] == nil)
  }

  @Test func writesWhatItReads() throws {
    let json = try JSON(parsing: Self.sample)
    #expect(try JSON(parsing: json.text) == json)
    #expect(try JSON(parsing: #"{"b":1,"a":"\u0001\"\\"}"#).text == #"{"a":"\u0001\"\\","b":1}"#)
  }

  @Test func refusesEveryTruncation() {
    let bytes = Array(Self.sample.utf8)
    for count in 0..<bytes.count {
      #expect(throws: PluginError.self) { try JSON(parsing: Array(bytes[..<count])) }
    }
  }

  /// Whatever a damaged text becomes, reading it ends with a value or with an error, and what was read can be written.
  @Test func survivesEveryBitFlip() throws {
    let bytes = Array(Self.sample.utf8)
    for i in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[i] ^= 1 << UInt8(bit)
        if let value = try? JSON(parsing: damaged) { #expect(try JSON(parsing: value.text) == value) }
      }
    }
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "01", "-", "1.", ".5", "1e", "+1", "nul", "tru", "\"", "\"\\x\"",
    "\"\\u12g4\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\u{1}\"", "1 2", "[1 2]", "1e999", "NaN", "'a'", "{1:2}", "\u{FEFF}1",
  ])
  func refuses(_ text: String) {
    #expect(throws: PluginError.self) { try JSON(parsing: text) }
  }

  @Test func refusesTextThatIsNotUTF8() {
    #expect(throws: PluginError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
    #expect(throws: PluginError.self) { try JSON(parsing: [0x22, 0xC3, 0x22]) }
  }

  @Test func refusesAKeyThatComesTwice() throws {
    let error = #expect(throws: PluginError.self) { try JSON(parsing: #"{"a": 1, "b": {"c": 2, "c": 3}}"#) }
    #expect(error?.code == .data)
    #expect(error?.message.contains("'c'") == true)
  }

  @Test func limitsDepth() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(try JSON(parsing: nested(64)) != .null)
    #expect(throws: PluginError.self) { try JSON(parsing: nested(65)) }
    #expect(throws: PluginError.self) { try JSON(parsing: String(repeating: "[", count: 1_000_000)) }
    #expect(throws: PluginError.self) { try JSON(parsing: String(repeating: "{\"a\":", count: 1_000_000)) }
  }

  @Test func namesTheByteWhereItStopsMakingSense() {
    let error = #expect(throws: PluginError.self) { try JSON(parsing: "[1, 2, oops]") }
    #expect(error?.message.contains("byte 7") == true)
  }

  @Test func tellsWholeNumbersFromOthers() throws {
    #expect(try JSON(parsing: "9007199254740991").int == 9_007_199_254_740_991)
    #expect(try JSON(parsing: "9007199254740992").int == nil)
    #expect(try JSON(parsing: "1e2").int == 100)
    #expect(try JSON(parsing: "1.5").int == nil)
  }

  @Test func literalsAreValues() throws {
    let json: JSON = ["name": "a", "rate": 0.5, "count": 3, "on": true, "list": [1, [:]]]
    #expect(try JSON(parsing: #"{"count": 3, "list": [1, {}], "name": "a", "on": true, "rate": 0.5}"#) == json)
  }
}
