import Foundation

/// JSON as Leap writes it: keys sorted, so that equal values give equal bytes, and slashes as they are.
public enum JSONText {
  public enum Layout: Sendable { case compact, indented }

  /// An encoder for that; JSON has no word for infinity and NaN, which become "inf", "-inf" and "nan".
  /// - Parameter userInfo: What types ask for while they encode themselves.
  public static func encoder(_ layout: Layout = .compact, userInfo: [CodingUserInfoKey: any Sendable] = [:]) -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if layout == .indented { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    encoder.userInfo = userInfo
    return encoder
  }

  /// The compact text of a value as UTF-8; null for a number that is not finite.
  public static func bytes(_ value: JSONValue) throws -> [UInt8] { try bytes(of: value) }

  /// The compact text of a value as UTF-8.
  public static func bytes(of value: some Encodable) throws -> [UInt8] { Array(try encoder().encode(value)) }
}
