import Analytics
import Core
import Foundation
import ProjectConfiguration
import Store

/// What a person wants of a chart: all of it for a new one, else what is to change.
struct ChartEdit: Decodable {
  var title, of, kind: String?
  var query: JSONValue?
  var hidden: Bool?

  static let doing = "saving a chart"
  private static let asking = ["bars", "line", "scatter", "histogram", "heatmap"]
  /// Pictures of a run that ask at most for a filter.
  private static let plain = ["confusion-matrix", "roc", "precision-recall", "calibration"]
  private static let longestTitle = 200

  var changesContent: Bool { title != nil || of != nil || kind != nil || query != nil }

  static func wrong(_ key: String, _ value: String, _ words: [String]) -> APIError {
    APIError(
      .badRequest, doing: doing, "'\(key)' is unknown: '\(value.prefix(64))'",
      remedy: "choose from \(words.joined(separator: ", "))")
  }

  /// The chart as it will be, checked.
  func record(changing old: ChartRecord?) throws -> ChartRecord {
    guard let title = title ?? old?.title, !title.isEmpty, title.count <= Self.longestTitle else {
      throw APIError(
        .badRequest, doing: Self.doing, "a title of 1 to \(Self.longestTitle) characters is needed", remedy: "send \"title\"")
    }
    let source = of ?? old?.source ?? "samples"
    guard SavedChart.Source(rawValue: source) != nil else {
      throw Self.wrong("of", source, SavedChart.Source.allCases.map(\.rawValue))
    }
    guard let kind = kind ?? old?.kind, (Self.asking + Self.plain).contains(kind) else {
      throw Self.wrong("kind", kind ?? "", Self.asking + Self.plain)
    }
    let query = if let query { try JSONText.bytes(query) } else { old.map { Array($0.query.utf8) } ?? Array("null".utf8) }
    try Self.check(query, kind)
    return ChartRecord(
      id: old?.id ?? 0, title: title, source: source, kind: kind, query: String(decoding: query, as: UTF8.self))
  }

  private static func check(_ query: [UInt8], _ kind: String) throws {
    struct OnlyFilter: Decodable { let filter: Filter? }
    do {
      if asking.contains(kind) {
        _ = try JSONDecoder().decode(ChartQuery.self, from: Data(query))
      } else {
        _ = try JSONDecoder().decode(OnlyFilter?.self, from: Data(query))
      }
    } catch let error as LeapError {
      throw APIError(.badRequest, doing: doing, error.problem, remedy: error.remedy)
    } catch {
      throw APIError(
        .badRequest, doing: doing, "its query cannot be read",
        remedy: #"write it like {"x": {"column": "label"}, "y": {"column": "loss"}}"#)
    }
  }
}
