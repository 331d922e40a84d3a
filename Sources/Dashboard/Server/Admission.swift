import Core
import NIOHTTP1

/// Who may ask: pages of this server on this machine, and on other addresses those who know the token.
struct Admission: Sendable {
  /// Where the server listens.
  let address: String
  /// The secret that clients must show; nil on loopback.
  let token: String?

  private static let loopback: Set = ["localhost", "127.0.0.1", "[::1]"]
  private static let cookie = "leap_token"
  private static let doing = "letting a request in"

  /// - Returns: an answer that takes the place of the page's: the one that turns the token of a link into a cookie.
  /// - Throws: `APIError` 403 for whoever must stay outside.
  func check(_ request: Request) throws -> Response? {
    let authority = request.authority
    guard isOwn(Self.host(of: authority)) else {
      // A page elsewhere whose name was pointed at this address (DNS rebinding) still sends its own name.
      throw APIError(
        .forbidden, doing: Self.doing, "it was sent to '\(authority.prefix(64))', which is not this server",
        remedy: "open the address that leap-host serve printed")
    }
    if let origin = request.headers[.origin], origin != "http://\(authority)" {
      throw APIError(
        .forbidden, doing: Self.doing, "it comes from the page of another server", remedy: "use the dashboard's own page")
    }
    let site = request.headers[.fetchSite]
    let isNavigation = request.headers[.fetchMode] == "navigate" && request.method == "GET"
    if let site, site != "same-origin", site != "none", !isNavigation || request.path.hasPrefix(Route.base) {
      throw APIError(
        .forbidden, doing: Self.doing, "it comes from the page of another server", remedy: "use the dashboard's own page")
    }
    guard let token else { return nil }
    if let welcome = Self.welcome(request, token) { return welcome }
    let bearer = request.headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
    let cookies = (request.headers[.cookie] ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
    let kept = cookies.first { $0.hasPrefix("\(Self.cookie)=") }.map { String($0.dropFirst(Self.cookie.count + 1)) }
    guard let given = bearer ?? kept, Self.equal(given, token) else {
      throw APIError(
        .forbidden, doing: Self.doing, "the token is missing or wrong",
        remedy: "open /?token=..., with the token of leap-host serve")
    }
    return nil
  }

  /// The answer to a link with the right token: the same page without it, as the browser now has a cookie.
  private static func welcome(_ request: Request, _ token: String) -> Response? {
    guard request.path == "/", request.method == "GET" else { return nil }
    let parts = (request.query ?? "").split(separator: "&")
    guard let given = parts.first(where: { $0.hasPrefix("token=") })?.dropFirst(6), equal(String(given), token) else {
      return nil
    }
    let rest = parts.filter { !$0.hasPrefix("token=") }.joined(separator: "&")
    return Response(
      status: .seeOther,
      headers: [
        "Location": rest.isEmpty ? "/" : "/?\(rest)", "Set-Cookie": "\(cookie)=\(token); HttpOnly; SameSite=Strict; Path=/",
      ])
  }

  /// Whether a host is the server's own. On loopback only its names are; elsewhere also any number, since only names can be
  /// pointed elsewhere.
  private func isOwn(_ host: String) -> Bool {
    let address = address.lowercased()
    if Self.loopback.contains(host) || host == address || host == "[\(address)]" { return true }
    guard token != nil else { return false }
    return host.hasPrefix("[") || host.allSatisfy { $0.isNumber || $0 == "." } && !host.isEmpty
  }

  /// The host of an authority, without the port.
  private static func host(of authority: String) -> String {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { return String(authority[...end]) }
    return authority.split(separator: ":", omittingEmptySubsequences: false).first.map { $0.lowercased() } ?? ""
  }

  /// Takes as long for a wrong guess as for a right one.
  static func equal(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Digest(of: Array(a.utf8)).hex.utf8, Digest(of: Array(b.utf8)).hex.utf8)
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
