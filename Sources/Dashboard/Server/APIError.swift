import Core
import HTTPTypes
import Hummingbird

/// Why a request gets no answer, with the status that says whose fault it is.
struct APIError: Error {
  var status: HTTPResponse.Status
  var error: LeapError
  var headers: HTTPFields = [:]

  init(
    _ status: HTTPResponse.Status, doing: String, _ problem: String, remedy: String? = nil, headers: HTTPFields = [:]
  ) {
    self.status = status
    self.error = LeapError(.usage, doing: doing, problem: problem, remedy: remedy)
    self.headers = headers
  }

  /// What a client did or cannot have is a 4xx. Only what this machine could not do is a 5xx.
  init(_ error: any Error) {
    switch error {
    case let fault as APIError: self = fault
    case let error as LeapError:
      let status: HTTPResponse.Status =
        switch error.kind {
        case .usage, .plugin, .data: .unprocessableContent
        case .system, .canceled: .serviceUnavailable
        }
      self.init(status: status, error: error)
    case let error as HTTPError where error.status == .notFound:
      self.init(.notFound, doing: "answering", "there is no such page", remedy: "start at /")
    case is CancellationError:
      self.init(.serviceUnavailable, doing: "answering", "the work was canceled", remedy: "ask again")
    case let error as any HTTPResponseError where error.status == .contentTooLarge:
      self.init(.contentTooLarge, doing: "reading the request", "its body is too large", remedy: "send less")
    case let error as any HTTPResponseError:
      self.init(error.status, doing: "reading the request", "it cannot be read")
    default:
      self.init(
        status: .serviceUnavailable, error: LeapError(.system, doing: "answering", problem: "\(error)", remedy: "ask again"))
    }
  }

  private init(status: HTTPResponse.Status, error: LeapError) {
    self.status = status
    self.error = error
  }

  /// `{"error": {"doing", "problem", "place", "remedy"}}`
  var json: JSONValue {
    .object([
      "error": .object([
        "doing": .string(error.doing), "problem": .string(error.problem), "place": .text(error.place),
        "remedy": .text(error.remedy),
      ])
    ])
  }
}
