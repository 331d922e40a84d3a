import Core
import NIOHTTP1

/// Why a request gets no answer, with the status that says whose fault it is.
struct APIError: Error {
  var status: HTTPResponseStatus
  var error: LeapError
  var headers: [HeaderName: String] = [:]

  init(
    _ status: HTTPResponseStatus, doing: String, _ problem: String, remedy: String? = nil, headers: [HeaderName: String] = [:]
  ) {
    self.status = status
    self.error = LeapError(.usage, doing: doing, problem: problem, remedy: remedy)
    self.headers = headers
  }

  /// What a client did or cannot have is a 4xx. Only what this machine could not do is a 5xx.
  init(_ error: any Error) {
    switch error {
    case let error as APIError: self = error
    case let error as LeapError:
      let status: HTTPResponseStatus =
        switch error.kind {
        case .usage, .plugin, .data: .unprocessableContent
        case .system, .canceled: .serviceUnavailable
        }
      self.init(status: status, error: error)
    case is CancellationError:
      self.init(.serviceUnavailable, doing: "answering", "the work was canceled", remedy: "ask again")
    case is RequestParts.Incomplete, is HTTPParserError:
      self.init(.badRequest, doing: "reading the request", "its body cannot be read", remedy: "send it whole")
    default:
      self.init(
        status: .serviceUnavailable, error: LeapError(.system, doing: "answering", problem: "\(error)", remedy: "ask again"))
    }
  }

  private init(status: HTTPResponseStatus, error: LeapError) {
    self.status = status
    self.error = error
  }

  /// The error as the API sends it: `{"error": {"doing", "problem", "place", "remedy"}}`.
  var json: JSONValue {
    .object([
      "error": .object([
        "doing": .string(error.doing), "problem": .string(error.problem), "place": .text(error.place),
        "remedy": .text(error.remedy),
      ])
    ])
  }
}
