import Core
import NIOCore
import Store

/// Notes and tags of samples, which belong to the project.
enum AnnotationRoutes {
  private static let longestNote = 10_000
  private static let mostTags = 32
  private static let doing = "noting something about a sample"

  static let all: [Route] = [
    .get("/annotations") { request in
      try await BlockingThreads.run {
        let all = try request.project.store.annotations(ofProject: request.project.plan.name)
        return try APIResponse(.object(["annotations": .list(all.map(json))]))
      }
    },
    .send(.put, "/annotations/{sample}") { request in
      struct Note: Decodable {
        let note: String?
        let tags: [String]?
      }
      let note = try request.decoded(Note.self, doing: doing)
      let sample: SampleID
      do { sample = try SampleID(parsing: request.parameter("sample")) } catch let error as LeapError {
        throw APIError(.badRequest, doing: doing, error.problem, remedy: error.remedy)
      }
      var seen: Set<String> = []
      let tags = (note.tags ?? []).filter { !$0.isEmpty && seen.insert($0).inserted }
      guard (note.note ?? "").utf8.count <= longestNote, tags.count <= mostTags, tags.allSatisfy({ $0.count <= 64 }) else {
        throw APIError(
          .badRequest, doing: doing, "it is too long",
          remedy: "write at most \(longestNote) bytes, and \(mostTags) tags of 64 characters")
      }
      return try await BlockingThreads.run {
        let project = request.project
        try check(sample, project)
        let annotation = Annotation(sample: sample, note: note.note ?? "", tags: tags)
        try project.store.annotate(annotation, project: project.plan.name)
        project.events.send("annotations", .object(["sample": .string(sample.description)]))
        return try APIResponse(json(annotation))
      }
    },
  ]

  /// Some run of the project must have the sample.
  private static func check(_ sample: SampleID, _ project: ServedProject) throws {
    for run in try project.store.runs(ofProject: project.plan.name) {
      // What one run does not have, another may.
      if let rows = try project.store.dataset(of: run)?.rows, (try? rows.row(of: sample)) != nil { return }
    }
    throw APIError(.notFound, doing: doing, "no run has sample '\(sample)'", remedy: "write it like validation:11701")
  }

  private static func json(_ annotation: Annotation) -> JSONValue {
    .object([
      "sample": .string(annotation.sample.description), "note": .string(annotation.note), "tags": .texts(annotation.tags),
    ])
  }
}
