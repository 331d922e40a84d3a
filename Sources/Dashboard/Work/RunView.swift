import Core
import Pipeline
import Store

/// A run at one moment.
struct RunView: Sendable {
  let store: RunStore
  let run: Run
  /// What the run recorded of its data set; nil before it has one.
  let dataset: DatasetRecord?
  let stamp: RunStamp
  /// Whether a process works on it.
  let isUnderWay: Bool

  /// - Throws: where the run has no data set yet.
  func open() throws -> OpenRun { try OpenRun(store: store, run: run, dataset: dataset) }

  static func missing(_ name: String) -> APIError {
    APIError(.notFound, doing: "opening run '\(name.prefix(64))'", "there is no such run", remedy: "choose one of /api/v1/runs")
  }

  /// Numbers of one answer: 256 MB.
  private static let mostValues = 1 << 26

  /// - Throws: where an answer would not fit into memory that others need, too.
  static func checkSize(_ values: Int, doing: String) throws {
    guard values > mostValues else { return }
    throw LeapError(
      .usage, doing: doing, problem: "it takes \(values) values, more than \(mostValues)", remedy: "ask for fewer at once")
  }

  /// The sample that a path names, and its row.
  /// - Throws: `APIError` 400 for what is no name of a sample, 404 where the run has none of that name.
  func sample(_ text: String) throws -> (sample: SampleID, row: Int) {
    let open = try open()
    do {
      let sample = try SampleID(parsing: text)
      do { return (sample, try open.rows.row(of: sample)) } catch let error as LeapError {
        throw APIError(.notFound, doing: error.doing, error.problem, remedy: error.remedy)
      }
    } catch let error as LeapError {
      throw APIError(.badRequest, doing: "reading a sample", error.problem, remedy: error.remedy)
    }
  }

  /// Rows from 0, between commas.
  func rows(_ texts: [String], limit: Int) throws -> [Int] {
    let count = try open().rows.count
    guard texts.count <= limit else { throw Query.error("\(texts.count) rows are too many", "ask for at most \(limit)") }
    return try texts.map { text in
      guard let row = Int(text) else { throw Query.error("row '\(text.prefix(64))' is no number", "write rows=0,1,2") }
      guard (0..<count).contains(row) else {
        throw APIError(
          .unprocessableContent, doing: "choosing rows", "there is no row \(row)", remedy: "choose from 0 to \(max(0, count - 1))"
        )
      }
      return row
    }
  }
}
