import Analytics
import Core
import Pipeline
import Store

/// Whole columns, places on the map, and which rows pass a filter.
enum ColumnRoutes {
  static let all: [Route] = [
    .get("/runs/{run}/map") { request in
      let view = try await request.project.view(request.parameter("run"))
      return try await request.project.answer(request, view, type: ArrayMessage.mediaType) {
        let map = try await request.project.map(view)
        return try await BlockingThreads.run {
          try ArrayMessage(
            parts: [.init("x", .float32(map.places.map(\.x))), .init("y", .float32(map.places.map(\.y)))],
            header: ["preview": .bool(map.isPreview), "aligned_to": .text(map.alignedTo)]
          ).encoded()
        }
      }
    },
    .get("/runs/{run}/columns", query: ["names"]) { request in
      let view = try await request.project.view(request.parameter("run"))
      let names = try request.query.required("names", like: "label,loss").split(separator: ",").map(String.init)
      guard names.count <= 64, Set(names).count == names.count else {
        throw Query.error("\(names.count) columns are too many, or one is named twice", "ask for at most 64, each once")
      }
      return try await request.project.arrays(request, view) { open in
        let table = try ColumnQuestions(open).table()
        return ArrayMessage(parts: try names.map { part($0, try table.values(of: $0)) })
      }
    },
    .get("/runs/{run}/select", query: ["filter", "subset"]) { request in
      let view = try await request.project.view(request.parameter("run"))
      let (filter, subset) = (request.query.text("filter"), request.query.text("subset"))
      return try await request.project.arrays(request, view) { open in
        let mask = try ColumnQuestions(open).mask(subset: subset, filter: filter)
        let rows = (0..<open.rows.count).filter { mask?[$0] ?? true }.map { UInt32($0) }
        return ArrayMessage(parts: [.init("rows", .uint32(rows))])
      }
    },
  ]

  /// Missing is NaN, 255, or 4294967295.
  static func part(_ name: String, _ values: ColumnValues) -> ArrayMessage.Part {
    switch values {
    case .float64(let rows): return .init(name, .float64(rows.map { $0 ?? .nan }))
    case .int64(let rows): return .init(name, .float64(rows.map { $0.map(Double.init) ?? .nan }))
    case .bool(let rows): return .init(name, .uint8(rows.map { $0.map { $0 ? 1 : 0 } ?? 255 }))
    case .string(let rows):
      let words = Set(rows.lazy.compactMap { $0 }).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
      let codes = Dictionary(uniqueKeysWithValues: zip(words, UInt32(0)...))
      return .init(name, .uint32(rows.map { $0.flatMap { codes[$0] } ?? .max }), words: words)
    }
  }
}
