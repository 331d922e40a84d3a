import Core
import Foundation

/// What was asked differently of two runs.
enum OptionChanges {
  struct Change: Equatable {
    /// E.g. `training.epochs` or `MNISTCNN.cnn.options.optimizer.kind`.
    var path: String
    /// nil: it was not there.
    var before, after: String?
  }

  /// - Parameters: two texts that runs keep as their options.
  /// - Returns: by path; empty where a text is no JSON.
  static func between(_ before: String, _ after: String) -> [Change] {
    guard let old = flat(before), let new = flat(after) else { return [] }
    return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map {
      Change(path: $0, before: old[$0], after: new[$0])
    }
  }

  private static func flat(_ text: String) -> [String: String]? {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return nil }
    var found: [String: String] = [:]
    add(value, at: [], to: &found)
    return found
  }

  private static func add(_ value: JSONValue, at path: [String], to found: inout [String: String]) {
    func word(_ key: String, _ members: [String: JSONValue]) -> String? {
      if case .string(let text)? = members[key] { text } else { nil }
    }
    switch value {
    case .object(let members): for (key, member) in members { add(member, at: path + [key], to: &found) }
    case .array(let items) where path == ["plugins"]:
      for case .object(var members) in items {
        let name = word("component", members) ?? word("plugin", members) ?? "plugin"
        for key in ["plugin", "component"] { members[key] = nil }
        add(.object(members), at: [name], to: &found)
      }
    // "epochs 8, batch 64, rate 0.002, cosine"
    case .string(let text) where path == ["training"]:
      for part in text.split(separator: ", ") {
        let words = part.split(separator: " ", maxSplits: 1).map(String.init)
        let named = words.count == 2 && ["epochs", "batch", "rate"].contains(words[0])
        found[named ? "training.\(words[0])" : "training.schedule", default: ""] += named ? words[1] : String(part)
      }
    case .string(let text): found[path.joined(separator: ".")] = text
    default:
      // What was read as JSON can be written as JSON.
      found[path.joined(separator: ".")] = (try? JSONText.bytes(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
  }
}
