import Core

/// The parameters of a URL, each of a known name and given once.
struct Query: Sendable {
  private let values: [String: String]
  private static let doing = "reading the URL"

  /// - Parameter text: what stands after `?`; `+` is a space.
  init(_ text: String?, known: [String]) throws {
    var values: [String: String] = [:]
    for part in (text ?? "").split(separator: "&") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = try Self.decoded(sides[0])
      guard known.contains(name) else {
        throw Self.error(
          "there is no parameter '\(name.prefix(64))'",
          known.isEmpty
            ? "leave it out"
            : nearestWord(to: String(name.prefix(64)), among: known).map { "did you mean '\($0)'?" }
              ?? "parameters are \(known.joined(separator: ", "))")
      }
      guard values.updateValue(sides.count == 2 ? try Self.decoded(sides[1]) : "", forKey: name) == nil else {
        throw Self.error("parameter '\(name)' is given twice", "give it once")
      }
    }
    self.values = values
  }

  /// Decodes percent-encoded UTF-8, where `+` is a space.
  static func decoded(_ text: Substring) throws -> String {
    guard let plain = String(text.replacing("+", with: " ")).removingPercentEncoding, !plain.contains("\0") else {
      throw error("'\(text.prefix(64))' is not percent-encoded UTF-8", "encode it with encodeURIComponent")
    }
    return plain
  }

  static func error(_ problem: String, _ remedy: String) -> APIError {
    APIError(.badRequest, doing: doing, problem, remedy: remedy)
  }

  /// The text of a parameter; nil where it is not there or empty.
  func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  func required(_ name: String, like example: String) throws -> String {
    guard let value = text(name) else { throw Self.error("parameter '\(name)' is missing", "write it like \(name)=\(example)") }
    return value
  }

  func int(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let value = text(name) else { return nil }
    guard let number = Int(value), range.contains(number) else {
      throw Self.error(
        "\(name) '\(value.prefix(64))' is no whole number from \(range.lowerBound) to \(range.upperBound)",
        "write it like \(name)=\(range.lowerBound)")
    }
    return number
  }

  func flag(_ name: String) throws -> Bool { try int(name, in: 0...1) == 1 }

  /// The parts of a parameter between commas; none where it is not there.
  func list(_ name: String) -> [String] { text(name)?.split(separator: ",").map(String.init) ?? [] }

  func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, as _: Word.Type = Word.self) throws -> Word? {
    guard let value = text(name) else { return nil }
    guard let word = Word(rawValue: value) else {
      throw Self.error(
        "\(name) '\(value.prefix(64))' is unknown", "choose from \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }
}
