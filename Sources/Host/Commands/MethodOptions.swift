import Core
import Foundation

/// Options of a method on the command line: `steps=100` and so on.
enum MethodOptions {
  static func parsed(_ options: [String]) throws -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    for option in options {
      guard let sign = option.firstIndex(of: "="), sign != option.startIndex else {
        throw LeapError(
          .usage, doing: "reading option '\(option)'", problem: "it is not of the form name=value",
          remedy: "write it like steps=100")
      }
      let text = String(option[option.index(after: sign)...])
      // What is no JSON is a text: baseline=black.
      let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      values[String(option[..<sign])] = value ?? .string(text)
    }
    return values
  }
}
