import Foundation
import Pipeline

/// What goes to standard output: results, as text or JSON.
enum Output {
  static func text(_ text: String) { print(text) }

  /// One JSON object; keys are documented in docs/json.md and do not change within a version.
  static func json(_ value: some Encodable) throws { print(try encoded(value)) }

  /// The text that `json` prints.
  static func encoded(_ value: some Encodable) throws -> String { try AnswerStyle.commandLine.text(value, .indented) }

  /// A table with columns as wide as their widest cell; numbers to the right.
  static func table(_ header: [String], _ rows: [[String]]) {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let right = header.indices.map { column in rows.allSatisfy { Double($0[column]) != nil || $0[column] == "-" } }
    for row in all {
      let cells = row.indices.map { i in
        let gap = String(repeating: " ", count: widths[i] - row[i].count)
        return right[i] ? gap + row[i] : row[i] + gap
      }
      print(cells.joined(separator: "  ").replacing(#/ +$/#, with: ""))
    }
  }
}
