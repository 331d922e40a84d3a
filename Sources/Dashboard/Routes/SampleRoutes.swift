import Core
import NIOCore
import Pictures
import Pipeline
import Store

/// One sample, and images of samples.
enum SampleRoutes {
  /// Tiles of one sprite.
  static let mostTiles = 1024
  private static let widest = 4096

  static let all: [Route] = [
    .get("/runs/{run}/samples/{sample}") { request in
      let view = try await request.project.view(request.parameter("run"))
      let (sample, _) = try view.sample(request.parameter("sample"))
      let project = request.project
      let note = try await BlockingThreads.run { try project.store.annotation(of: sample, project: project.plan.name) }
      let extra = note.map { Digest(of: [$0.note] + $0.tags).hex } ?? ""
      return try await project.json(request, view, extra: extra, keeps: false) { open in
        SampleAnswer(try SampleQuestions(open).report(of: sample), annotation: note)
      }
    },
    .get("/runs/{run}/samples/{sample}/image", query: ["scale"]) { request in
      let view = try await request.project.view(request.parameter("run"))
      let (sample, _) = try view.sample(request.parameter("sample"))
      let scale = try request.query.int("scale", in: 1...32) ?? 1
      return try await request.project.answer(request, view, type: APIResponse.png) {
        try await png([sample], view, request.project, scale: scale)
      }
    },
    .get("/runs/{run}/samples/{sample}/pixels") { request in
      let view = try await request.project.view(request.parameter("run"))
      let (sample, _) = try view.sample(request.parameter("sample"))
      return try await request.project.answer(request, view, type: ArrayMessage.mediaType) {
        let image = try await ImageQuestions(request.project.session()).images(of: [sample], in: view.open())
        return try ArrayMessage(
          parts: [.init("pixels", .float32(image.floats), shape: Array(image.shape.dropFirst()))]
        ).encoded()
      }
    },
    .get("/runs/{run}/sprite", query: ["rows"], isLong: true) { request in
      let view = try await request.project.view(request.parameter("run"))
      let named = try request.query.required("rows", like: "0,1,2").split(separator: ",").map(String.init)
      let rows = try view.rows(named, limit: mostTiles)
      guard !rows.isEmpty else { throw Query.error("no row is named", "write rows=0,1,2") }
      let numbering = try view.open().rows
      return try await request.project.answer(request, view, type: APIResponse.png) {
        try await png(rows.map { numbering.sample(at: $0) }, view, request.project, asSheet: true)
      }
    },
  ]

  private static func png(_ samples: [SampleID], _ view: RunView, _ project: ServedProject, scale: Int = 1, asSheet: Bool = false)
    async throws -> ByteBuffer
  {
    let open = try view.open()
    try RunView.checkSize(samples.count * open.dataset.input.count, doing: "drawing \(samples.count) samples")
    let images = try await ImageQuestions(project.session()).images(of: samples, asSheet: asSheet, in: open)
    let shape = Array(images.shape.dropFirst())
    guard shape.count == 3, shape.allSatisfy({ $0 > 0 }), shape[2] * scale <= widest, shape[1] * scale <= widest else {
      throw LeapError(
        .usage, doing: "drawing \(samples.first?.description ?? "a sample")",
        problem: "its shape \(shape) at scale \(scale) is no picture", remedy: "choose a smaller scale")
    }
    return try await BlockingThreads.run { ByteBuffer(bytes: try Sprite(images.floats, shape: shape, scale: scale).png()) }
  }
}
