import Core
import Foundation

extension ConfigNode {
  /// Why a text is not JSON.
  public struct InvalidJSON: Error, CustomStringConvertible {
    public let description: String
  }

  /// Reads a JSON text. Map keys come out sorted, and every mark is the start of the text.
  /// - Throws: `InvalidJSON` with Foundation's words.
  public init(json text: String) throws {
    do {
      self.init(json: try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)))
    } catch DecodingError.dataCorrupted(let context) {
      let cause = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
      throw InvalidJSON(description: cause ?? context.debugDescription)
    }
  }

  /// A value without a place.
  public init(json: JSONValue) {
    switch json {
    case .null: self.init(Value.null)
    case .bool(let value): self.init(Value.bool(value))
    case .int(let value): self.init(Value.int(Int(value)))
    case .double(let value): self.init(Value.double(value))
    case .string(let value): self.init(Value.string(value))
    case .array(let values): self.init(Value.list(values.map { ConfigNode(json: $0) }))
    case .object(let members):
      self.init(Value.map(members.sorted { $0.key < $1.key }.map { Member(key: $0, mark: .start, value: ConfigNode(json: $1)) }))
    }
  }
}
