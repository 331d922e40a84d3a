import Core

extension Decoder {
  /// The members of an object, all of which must be known.
  /// - Throws: `LeapError` that names the unknown key and the nearest known one.
  func knownKeys<Key: CodingKey & CaseIterable>(_: Key.Type, in what: String) throws -> KeyedDecodingContainer<Key> {
    let known = Key.allCases.map(\.stringValue)
    for key in try container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
      let nearest = nearestWord(to: key.stringValue, among: known).map { "did you mean '\($0)'?" }
      throw LeapError(
        .usage, doing: "reading \(what)", problem: "unknown key '\(key.stringValue)'",
        remedy: nearest ?? "keys are \(known.joined(separator: ", "))")
    }
    return try container(keyedBy: Key.self)
  }
}

private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int?
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}
