import Core
import Foundation

extension ProjectPlan {
  /// The reference of leap.yaml for people: docs/leap-yaml.md.
  public static var reference: String {
    var text = """
      # leap.yaml

      <!-- Written by leap-host schema --markdown from the tables in Sources/Project that the reader itself uses. Do not edit. -->

      A project is a folder with a `leap.yaml`. Leap reads it and never writes to it. An unknown key, a wrong type, a name that is there twice
      or a reference to nothing is an error with line, column and the nearest known word. `leap-host init` starts a file for a folder of
      IDX files; [leap-yaml.schema.json](leap-yaml.schema.json) is the same reference as JSON Schema, for editors.

      """
    for table in table.withTablesBelow {
      text += "\n## \(table.title)\n\n| key | value | default | meaning |\n|---|---|---|---|\n"
      for key in table.keys {
        let standard = key.standard.map { "`\($0.compact)`" } ?? (key.isRequired ? "required" : "")
        text += "| `\(key.name)` | \(key.form.words) | \(standard) | \(key.summary) |\n"
      }
      if !table.oneOf.isEmpty { text += "\nExactly one of \(Self.listed(table.oneOf)) must be there.\n" }
      if !table.anyOf.isEmpty { text += "\nAt least one of \(Self.listed(table.anyOf)) must be there.\n" }
    }
    return text
  }

  private static func listed(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}

extension KeyTable {
  /// This table and all that its keys lead to, each once, in the order in which a reader meets them.
  fileprivate var withTablesBelow: [KeyTable] {
    var found = [self]
    for key in keys {
      for table in key.form.tables.flatMap(\.withTablesBelow) where !found.contains(where: { $0.title == table.title }) {
        found.append(table)
      }
    }
    return found
  }
}

extension Form {
  fileprivate var tables: [KeyTable] {
    switch self {
    case .map(let table): [table]
    case .named(let form), .list(let form): form.tables
    case .either(let forms): forms.flatMap(\.tables)
    default: []
    }
  }

  /// What may stand there, in words.
  fileprivate var words: String {
    switch self {
    case .text: "text"
    case .pattern(let pattern): "text `\(pattern.replacing("|", with: "\\|"))`"
    case .flag: "`true` or `false`"
    case .whole(let least, let most): most == .max ? "whole number from \(least)" : "whole number, \(least) to \(most)"
    case .number(let range): range.most.isFinite && range.most < 1e300 ? "number \(range)" : "number"
    case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .anything: "any value"
    case .options: "map"
    case .map(let table): "map, see [\(table.title)](#\(table.anchor))"
    case .named(let form): "map from names to: \(form.words)"
    case .list(let form): "list of: \(form.words)"
    case .pair: "`[least, most]`, either may be `null`"
    case .either(let forms): forms.map(\.words).joined(separator: "; or ")
    }
  }
}

extension KeyTable {
  /// The anchor of the heading, as GitHub makes it.
  fileprivate var anchor: String {
    String(title.lowercased().compactMap { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : $0 == " " ? "-" : nil })
  }
}

extension JSONValue {
  fileprivate var compact: String { ConfigNode(json: self).json }
}
