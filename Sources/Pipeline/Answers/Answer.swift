import Core
import Foundation

/// What `--json` prints and the dashboard's API sends: the same value with the same keys, in the words of docs/json.md and
/// docs/openapi.json.
///
/// The two differ in how they say that there is nothing: see `AnswerStyle`.
public protocol Answer: Encodable, Sendable {
  /// Values by their keys in JSON; nil where there is none.
  var members: AnswerMembers { get }
}

/// The members of an answer, each key once.
public struct AnswerMembers: ExpressibleByDictionaryLiteral {
  fileprivate let all: [(key: String, value: (any Encodable)?)]

  public init(dictionaryLiteral elements: (String, (any Encodable)?)...) { all = elements.map { (key: $0, value: $1) } }
  private init(_ all: [(key: String, value: (any Encodable)?)]) { self.all = all }

  /// The members of both.
  public static func + (a: AnswerMembers, b: AnswerMembers) -> AnswerMembers { AnswerMembers(a.all + b.all) }
}

extension Answer {
  public func encode(to encoder: any Encoder) throws {
    let style = AnswerStyle(of: encoder)
    var container = encoder.container(keyedBy: AnswerKey.self)
    for (key, value) in members.all {
      if let number = value as? Double {
        try container.encode(AnswerNumber(number), forKey: AnswerKey(key))
      } else if let value {
        try container.encode(value, forKey: AnswerKey(key))
      } else if style == .api {
        try container.encodeNil(forKey: AnswerKey(key))
      }
    }
  }
}

/// How an answer says that a member has no value.
public enum AnswerStyle: Sendable {
  /// Every key is there: null stands for what is missing, and for a number that is not finite.
  case api
  /// A key without a value is left out; a number that is not finite is "inf", "-inf" or "nan".
  case commandLine

  private static let key = CodingUserInfoKey(rawValue: "leap.answer-style")

  /// The style that an encoder was given; the API's where it was given none.
  init(of encoder: any Encoder) { self = Self.key.flatMap { encoder.userInfo[$0] as? AnswerStyle } ?? .api }

  /// The text of an answer in this style.
  public func text(_ answer: some Encodable, _ layout: JSONText.Layout) throws -> String {
    var userInfo: [CodingUserInfoKey: any Sendable] = [:]
    if let key = Self.key { userInfo[key] = self }
    return String(decoding: try JSONText.encoder(layout, userInfo: userInfo).encode(answer), as: UTF8.self)
  }
}

/// A number of an answer for which JSON may have no word.
struct AnswerNumber: Encodable {
  let value: Double?
  init(_ value: Double?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    guard let value, value.isFinite || AnswerStyle(of: encoder) == .commandLine else { return try container.encodeNil() }
    try container.encode(value)
  }
}

/// Any key of an answer.
private struct AnswerKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ key: String) { stringValue = key }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}
