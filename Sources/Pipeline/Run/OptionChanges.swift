import Core
import Foundation

/// What was asked differently of two runs.
public enum OptionChanges {
  public struct Change: Equatable, Sendable {
    /// Keys with points between them, e.g. `training.epochs` or `mnist-cnn.options.optimizer.kind`.
    public var path: String
    /// The value as text; nil where the run has none.
    public var before, after: String?
  }

  /// Compares the texts that two runs keep as their options, key by key; see `RunOptions`.
  ///
  /// Older releases kept the training plan as one sentence, and could keep a text that is no JSON. Such a part is one change, whole.
  /// - Returns: The changes by path.
  public static func between(_ before: String, _ after: String) -> [Change] {
    guard before != after else { return [] }
    guard let old = members(before), let new = members(after) else {
      return [Change(path: "options", before: before, after: after)]
    }
    let isSentence = [old, new].contains { if case .string? = $0[training] { true } else { false } }
    let (was, became) = (flat(old, whole: isSentence), flat(new, whole: isSentence))
    return Set(was.keys).union(became.keys).sorted().filter { was[$0] != became[$0] }.map {
      Change(path: $0, before: was[$0], after: became[$0])
    }
  }

  private static let training = "training"

  /// nil where the text is no JSON object.
  private static func members(_ text: String) -> [String: JSONValue]? {
    // A text that cannot be read is shown as it is.
    guard case .object(let members)? = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return nil }
    return members
  }

  /// - Parameter isWhole: The training plan is one value.
  private static func flat(_ members: [String: JSONValue], whole isWhole: Bool) -> [String: String] {
    var found: [String: String] = [:]
    for (key, value) in members {
      if isWhole, key == training {
        found[key] = text(value)
      } else if key == "plugins", case .array(let items) = value {
        for case .object(let component) in items { add(component, to: &found) }
      } else {
        add(value, at: key, to: &found)
      }
    }
    return found
  }

  /// A component is named by its id, not by its place.
  private static func add(_ component: [String: JSONValue], to found: inout [String: String]) {
    let name = ["component", "plugin"].compactMap { component[$0].map(text) }.first ?? "plugin"
    for (key, value) in component where key != "component" && key != "plugin" { add(value, at: "\(name).\(key)", to: &found) }
  }

  private static func add(_ value: JSONValue, at path: String, to found: inout [String: String]) {
    guard case .object(let members) = value else { return found[path] = text(value) }
    for (key, member) in members { add(member, at: "\(path).\(key)", to: &found) }
  }

  private static func text(_ value: JSONValue) -> String {
    if case .string(let text) = value { return text }
    // What was read as JSON can be written as JSON.
    return (try? JSONText.bytes(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
