import Core
import Foundation
import NIOCore
import Pipeline
import Store

/// A run with everything that a page needs to begin: subsets, classes, columns, whether there is a map.
enum RunDescription {
  static func json(_ view: RunView, _ project: ServedProject) async throws -> ByteBuffer {
    let columns = view.dataset == nil ? [] : try await project.columns(view)
    return try await BlockingThreads.run {
      var members = try RunJSON.members(view.run, in: project)
      members["subsets"] = .array([])
      for key in ["classes", "columns"] { members[key] = .array([]) }
      members["input"] = .null
      members["sample_count"] = .number(0)
      members["map"] = .object(["available": .bool(false), "preview": .bool(false), "aligned_to": .null])
      guard let dataset = view.dataset else { return ByteBuffer(bytes: try JSONText.bytes(.object(members))) }
      var first = 0
      members["subsets"] = .list(
        dataset.subsets.map { subset in
          defer { first += subset.count }
          return .object([
            "name": .string(subset.name), "state": .string(subset.state.rawValue), "count": .number(subset.count),
            "first": .number(first),
          ])
        })
      members["classes"] = .texts(dataset.classNames)
      members["columns"] = .list(columns)
      members["input"] = .object([
        "name": .string(dataset.input.name), "dtype": .string(dataset.input.dtype.rawValue),
        "shape": .list(dataset.input.shape.map { .number($0) }),
      ])
      members["sample_count"] = .number(dataset.rows.count)
      let run = view.run
      let isThere = FileManager.default.fileExists(atPath: run.path(PopulationQuestions.mapFile))
      let isPreview = !isThere && FileManager.default.fileExists(atPath: run.path(PopulationQuestions.previewFile))
      members["map"] = .object([
        "available": .bool(isThere || isPreview), "preview": .bool(isPreview),
        // A run that cannot be opened yet is aligned to none.
        "aligned_to": .text(isThere || isPreview ? try? PopulationQuestions(view.open()).isAlignedTo() : nil),
      ])
      return ByteBuffer(bytes: try JSONText.bytes(.object(members)))
    }
  }
}
