import Core
import Foundation
import NIOCore
import Pipeline
import Store

/// The population map of a run as a part of a document that opens from disk, drawn by the same modules as the dashboard's.
public struct ReportMap: Sendable {
  /// Markup: the map's place, its data and the modules. Holds no text of the user's outside of encoded data.
  public let html: String
  /// Rules for its parts.
  public let style: String

  /// Columns that a reader can color by, where the run has them.
  private static let columns = ["label", "prediction", "correct", "loss"]

  /// - Parameter environment: LEAP_WEB_DIR counts.
  /// - Throws: where the run has no map.
  public init(_ open: OpenRun, environment: [String: String]) throws {
    let web = try WebFolder(override: environment["LEAP_WEB_DIR"].flatMap { $0.isEmpty ? nil : $0 })
    let bundle = try ModuleBundle("report/report.js", in: web)
    let imports = String(decoding: try JSONText.bytes(of: ["imports": bundle.imports]), as: UTF8.self)
    let data = Data(try Self.message(open).encoded().readableBytesView).base64EncodedString()
    html = """
      <div id="map" role="img" aria-label="Population map"></div>
      <script type="text/plain" id="population">\(data)</script>
      <script type="importmap">\(imports)</script>
      <script type="module">import '\(ModuleBundle.bare("report/report.js"))';</script>
      """
    guard let rules = try web.asset("report/report.css") else {
      throw LeapError(
        .system, doing: "writing a report", problem: "the page's file 'report/report.css' is missing",
        remedy: "build leap-host again")
    }
    style = String(decoding: rules.bytes, as: UTF8.self)
  }

  /// Places and columns as float32, which is exact for classes and more than a dot can show of a loss.
  private static func message(_ open: OpenRun) throws -> ArrayMessage {
    let view = try PopulationQuestions(open).view()
    var parts = [
      ArrayMessage.Part("x", .float32(view.places.map(\.x))), ArrayMessage.Part("y", .float32(view.places.map(\.y))),
    ]
    var about: [JSONValue] = []
    for name in columns {
      guard let (info, values) = try open.store.column(name, of: open.run) else { continue }
      switch values {
      case .float64(let rows): parts.append(.init(name, .float32(rows.map { Float($0 ?? .nan) })))
      case .int64(let rows): parts.append(.init(name, .float32(rows.map { $0.map { Float($0) } ?? .nan })))
      case .bool(let rows): parts.append(.init(name, .uint8(rows.map { $0.map { $0 ? 1 : 0 } ?? 255 })))
      case .string: continue
      }
      about.append(ColumnSummary.json(info, values))
    }
    var first = 0
    let subsets = open.dataset.subsets.map { subset -> JSONValue in
      defer { first += subset.count }
      return .object(["name": .string(subset.name), "count": .number(subset.count), "first": .number(first)])
    }
    return ArrayMessage(
      parts: parts,
      header: ["classes": .texts(open.dataset.classNames), "subsets": .array(subsets), "columns": .array(about)])
  }
}
