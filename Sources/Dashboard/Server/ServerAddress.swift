import Core

extension DashboardServer {
  /// The address to listen at.
  public struct Address: Sendable {
    public var host: String
    /// The TCP port; 0: any that is free.
    public var port: Int
    /// Needed, and only then, for what is not loopback.
    public var token: String?

    /// An address, with the token that other machines need to reach it.
    /// - Throws: for another address than loopback without a token, and for a token without that.
    public init(host: String = "127.0.0.1", port: Int = 8420, token: String? = nil) throws {
      let doing = "serving at \(host)"
      let isLoopback = ["127.0.0.1", "::1", "localhost"].contains(host)
      guard isLoopback == (token == nil) else {
        throw LeapError(
          .usage, doing: doing, problem: isLoopback ? "a token is for other addresses" : "others could read the project",
          remedy: isLoopback ? "leave --token out" : "add --token with a word of 16 letters or more, or leave --host out")
      }
      guard token.map(Self.isGood) ?? true else {
        throw LeapError(
          .usage, doing: doing, problem: "the token can be guessed or does not fit into an address",
          remedy: "choose 16 or more of a-z, A-Z, 0-9, - and _")
      }
      self.host = host
      self.port = port
      self.token = token
    }

    /// Neither to be guessed nor in need of encoding.
    private static func isGood(_ token: String) -> Bool {
      token.count >= 16 && token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
  }
}
